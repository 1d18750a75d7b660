import { isPlain } from "../../options.ts";

/** The state of a sign-in at a provider between its two halves. */
export interface SignInTransaction {
  readonly for: "sign-in";
  readonly state: string;
  readonly issuer: string;
  readonly nonce: string | null;
  readonly verifier: string | null;
}

/** The state of a sign-out at a provider until the user comes back. */
export interface SignOutTransaction {
  readonly for: "sign-out";
  readonly state: string | null;
  readonly issuer: string;
}

/** The key of a sign-out at a provider that returns no `state`. */
export const SIGN_OUT_KEY = "sign-out";

/** The form of a `state` that this library makes: 32 random bytes, base64url. */
const STATE = /^[\w-]{43}$/;

/** Checks whether a text can be a `state` of this library. */
export function isState(text: string): boolean {
  return STATE.test(text);
}

/** Checks the data of a transaction; `null` for any other data. */
export function parseTransaction(data: unknown): SignInTransaction | SignOutTransaction | null {
  if (!isPlain(data)) return null;
  const { for: purpose, state, issuer, nonce, verifier } = data;
  if (typeof issuer !== "string") return null;
  if (purpose === "sign-out" && isTextOrNull(state)) return { for: purpose, state, issuer };
  if (purpose !== "sign-in" || typeof state !== "string") return null;
  if (!isTextOrNull(nonce) || !isTextOrNull(verifier)) return null;
  return { for: purpose, state, issuer, nonce, verifier };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
