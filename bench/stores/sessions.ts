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

/** What a proxy that ends TLS hands on, as `request.headers` of Node. */
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

/** Sessions by number: as many as wanted, under the same ids at each run, and each can be presented. */
export interface Numbered {
  record(number: number): SessionRecord;
  credential(number: number): string;
  /** The headers of a request that presents the session of this number. */
  headers(number: number): Headings;
  /** The same, with a secret that is not the session's. */
  forged(number: number): Headings;
  userOf(number: number): string;
  readonly person: Person;
}

/**
 * Records as the engine hands them to a store: the first was made by a sign-in, and the others are
 * copies of it under ids, users and times of their own. All have one secret, so that any of ten
 * million can be presented.
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

/** Numbers below `below` in an order that no cache can foresee; the same at each run. */
export function randomNumbers(count: number, below: number): number[] {
  const random = randomOf(SEED);
  return Array.from({ length: count }, () => random.below(below));
}
