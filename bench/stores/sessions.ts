import { hash } from "node:crypto";
import { createSignet, database, memoryStore, type SessionRecord, userTag } from "signet-auth";
import { z } from "zod";
import { randomOf } from "../../test/harness/random.ts";
import {
  cookieHeader,
  origin,
  type Person,
  pairsOf,
  personNumber,
  secret,
} from "../reads/people.ts";

const host = new URL(origin).host;
const SEED = 20_261_123;
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

export const personSchema = z.object({
  name: z.string(),
  email: z.string(),
  role: z.enum(["member", "admin"]),
});

/** Headers from a proxy that terminates TLS, in the form of Node's `request.headers`. */
export interface Headings {
  readonly [name: string]: string;
}

export function headersWith(cookie: string): Headings {
  return {
    cookie: cookieHeader(cookie),
    host,
    "sec-fetch-site": "same-origin",
    "user-agent": USER_AGENT,
    "x-forwarded-proto": "https",
  };
}

/** Any number of sessions by number, with the same ids in each run, and with their credentials. */
export interface Numbered {
  record(number: number): SessionRecord;
  credential(number: number): string;
  /** Returns the headers of a request with the credential of this session. */
  headers(number: number): Headings;
  /** Returns the headers of a request with a wrong secret for this session. */
  forged(number: number): Headings;
  userOf(number: number): string;
  readonly person: Person;
}

/**
 * Creates records as the engine passes them to a store. A sign-in makes the first record. The others are
 * copies with different ids, users and times. All have the same secret, so that a request can present
 * any of ten million sessions.
 */
export async function numberedSessions(perUser: number): Promise<Numbered> {
  const store = memoryStore();
  const signet = createSignet({ strategy: database({ store }), secret, data: personSchema });
  const person = personNumber(0);
  const signedIn = await signet.signIn(headersWith(""), { userId: person.email, data: person });
  const first = await store.find(signedIn.session.id);
  if (first === null) throw new Error("The session that was signed in is not in its store.");
  const cookie = pairsOf(signedIn.setCookies);

  const userOf = (number: number): string => `user-${Math.floor(number / perUser)}`;
  const idOf = (number: number): string =>
    userTag(userOf(number)) + hash("sha256", `session ${number}`, "base64url").slice(0, 22);
  const secretPart = signedIn.credential.slice(signedIn.credential.indexOf("."));
  const cookieOf = (number: number): string => cookie.replace(first.id, idOf(number));
  return {
    person,
    userOf,
    credential: (number) => idOf(number) + secretPart,
    headers: (number) => headersWith(cookieOf(number)),
    forged: (number) => headersWith(`${cookieOf(number).slice(0, -8)}AAAAAAAA`),
    record: (number) => ({
      ...first,
      id: idOf(number),
      userId: userOf(number),
      createdAt: first.createdAt - number,
      authenticatedAt: first.authenticatedAt - number,
      renewedAt: first.renewedAt - number,
      expiresAt: first.expiresAt - number,
    }),
  };
}

/** Returns random numbers below `below`, the same in each run. */
export function randomNumbers(count: number, below: number): number[] {
  const random = randomOf(SEED);
  return Array.from({ length: count }, () => random.below(below));
}
