import { jwtVerify } from "jose";
import { cookies } from "next/headers";
import type { Person } from "./person.ts";
import { secret } from "./person.ts";

const key = new TextEncoder().encode(secret);

/** Handwritten code: the cookie, and jose's verification. */
export async function readJose(): Promise<Person | null> {
  const token = (await cookies()).get("jose")?.value;
  if (token === undefined) return null;
  try {
    const { payload } = await jwtVerify<Person>(token, key, { algorithms: ["HS256"] });
    return payload;
  } catch {
    return null;
  }
}
