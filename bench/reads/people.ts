import { SECRET } from "../tokens/claims.ts";

/** What every session says about its user, and what every read is checked against. */
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

/** Sixteen people, so that nobody reads the same session twice in a row. */
export const people: readonly Person[] = Array.from({ length: 16 }, (_, number) =>
  personNumber(number),
);

/** Sessions that take turns: more than an engine remembers of those it has read lately. */
export const SESSIONS = 1_024;

/** A Cookie header as a real site sees it: the session is not alone. */
export function cookieHeader(session: string): string {
  return `theme=dark; _ga=GA1.1.1183025310.1763800000; ${session}; locale=en-GB`;
}

/** The `name=value` pairs that the Set-Cookie headers of an answer leave in a browser. */
export function pairsOf(setCookies: readonly string[]): string {
  return setCookies
    .filter((text) => !text.includes("Max-Age=0"))
    .map((text) => text.split(";", 1).join())
    .join("; ");
}
