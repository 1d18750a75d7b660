import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import type { Person } from "./person.ts";
import { secret } from "./person.ts";

/** iron-session, as in its documentation. */
export async function readIronSession(): Promise<Person | null> {
  const options = { cookieName: "iron", password: secret };
  const { name, email, role } = await getIronSession<Partial<Person>>(await cookies(), options);
  return name === undefined || email === undefined || role === undefined
    ? null
    : { name, email, role };
}
