import { SECRET } from "../tokens/claims.ts";

/** The data of every session. The answers of all reads are compared with it. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly role: "member" | "admin";
}

export const secret = SECRET;
export const origin = "https://app.example.com";

export function personNumber(number: number): Person {
  return { name: "Ada Lovelace", email: `ada.${number}@example.com`, role: "admin" };
}

/** Sixteen people, so that no session is read twice in a row. */
export const people: readonly Person[] = Array.from({ length: 16 }, (_, number) =>
  personNumber(number),
);

/** The number of sessions read in turn: more than an engine caches. */
export const SESSIONS = 1_024;

/** Returns a Cookie header with three other cookies, as on a real site. */
export function cookieHeader(session: string): string {
  return `theme=dark; _ga=GA1.1.1183025310.1763800000; ${session}; locale=en-GB`;
}

/** Returns the `name=value` pairs that a browser keeps from these Set-Cookie headers. */
export function pairsOf(setCookies: readonly string[]): string {
  return setCookies
    .filter((text) => !text.includes("Max-Age=0"))
    .map((text) => text.split(";", 1).join())
    .join("; ");
}
