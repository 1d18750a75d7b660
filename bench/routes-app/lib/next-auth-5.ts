import NextAuth from "next-auth-5";
import type { Person } from "./person.ts";
import { secret } from "./person.ts";

const { auth } = NextAuth({
  providers: [],
  secret,
  trustHost: true,
  useSecureCookies: false,
  session: { strategy: "jwt" },
  callbacks: {
    session: ({ session, token }) => Object.assign(session, { user: personOf(token) }),
  },
});

function personOf({ name, email, role }: Readonly<Record<string, unknown>>): Person {
  return { name: String(name), email: String(email), role: String(role) };
}

/** Auth.js 5 (next-auth 5 beta), as in its documentation. */
export async function readNextAuth5(): Promise<Person | null> {
  const session = await auth();
  const user: unknown = session?.user;
  return user === undefined ? null : personOf(Object(user));
}
