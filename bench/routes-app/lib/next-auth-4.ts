import type { AuthOptions } from "next-auth";
import { getServerSession } from "next-auth";
import type { Person } from "./person.ts";
import { secret } from "./person.ts";

const options: AuthOptions = {
  providers: [],
  secret,
  useSecureCookies: false,
  session: { strategy: "jwt" },
  callbacks: {
    session: ({ session, token: { name, email, role } }) => ({
      ...session,
      user: { name: name ?? null, email: email ?? null, role },
    }),
  },
};

/** next-auth 4, as in its documentation. */
export async function readNextAuth4(): Promise<Person | null> {
  const session = await getServerSession<AuthOptions, { readonly user?: Person }>(options);
  return session?.user ?? null;
}
