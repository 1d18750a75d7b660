/** The keys, the time and the helpers that the files of the suite share. */
import type { Claims, TokenLibrary } from "../library.ts";
import { type Bytes, forged, type Segment } from "./forge.ts";

/** The time of the tests, at a whole second; milliseconds since the Unix epoch. */
export const NOW = 1_800_000_000_000;
/** The time of the tests as a NumericDate of tokens; seconds. */
export const SECOND: number = NOW / 1_000;
export const now = (): number => NOW;

export const SECRET = "a-secret-of-the-token-suite-0123456789";
export const OTHER_SECRET = "another-secret-of-the-suite-9876543210";

export const HS256: Readonly<Record<"algorithm" | "secret", string>> & {
  readonly now: () => number;
} = { algorithm: "HS256", secret: SECRET, now };

/** Returns different bytes, of any length. */
export function keyBytes(length: number, start = 1): Bytes {
  return Uint8Array.from({ length }, (_, at) => (at * 7 + start) % 256);
}

/** Claims that a verifier without further checks accepts. */
export const GOOD: Claims = { sub: "ada", iat: SECOND, exp: SECOND + 60 };

/** Creates a token of {@link SECRET} with the good claims and these, which take precedence. */
export async function tokenWith(claims: object, header?: Segment): Promise<string> {
  const payload = { ...GOOD, ...claims };
  return forged({ secret: SECRET, payload, ...(header === undefined ? {} : { header }) });
}

/** Signs once with these options. */
export async function sign(lib: TokenLibrary, options: object, claims: unknown): Promise<string> {
  return (await lib.createSigner(options))(claims);
}

/** Verifies once with these options. */
export async function verify(lib: TokenLibrary, options: object, token: unknown): Promise<Claims> {
  return (await lib.createVerifier(options))(token);
}

export async function seal(lib: TokenLibrary, options: object, claims: unknown): Promise<string> {
  return (await lib.createSealer(options))(claims);
}

export async function open(lib: TokenLibrary, options: object, token: unknown): Promise<Claims> {
  return (await lib.createOpener(options))(token);
}

/** Returns the options that verify tokens of {@link SECRET}, plus `more`. */
export function rules(more: object = {}): object {
  return { ...HS256, ...more };
}
