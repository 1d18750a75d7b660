/** Every code a {@link SignetError} can carry. Codes are stable; messages may be reworded. */
export type SignetErrorCode =
  | "invalid-config"
  | "invalid-data"
  | "invalid-input"
  | "insecure-origin"
  | "cross-site"
  | "prefetch"
  | "conflicting-credentials"
  | "cannot-set-cookies"
  | "cookie-too-large"
  | "not-awaited"
  | "not-signed-in"
  | "not-supported"
  | "update-conflict"
  | "store-unavailable"
  | "token-malformed"
  | "token-bad-signature"
  | "token-expired"
  | "token-not-active"
  | "token-claim"
  | "key-unusable"
  | "key-unknown"
  | "keys-unavailable";

/**
 * The base of everything this library throws. The message says what to do, and never holds a
 * credential, a secret or session data.
 */
export class SignetError extends Error {
  override readonly name: string = "SignetError";
  readonly code: SignetErrorCode;

  constructor(code: SignetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** All that Next's `error.tsx` gets to see of an outage in production. */
const OUTAGE_DIGEST = "SIGNET_STORE_UNAVAILABLE";

/**
 * The store could not answer, so nobody knows whether the session is live. Answer 503 and leave the
 * cookie alone; the client may try again.
 */
export class StoreUnavailableError extends SignetError {
  override readonly name = "StoreUnavailableError";
  readonly digest: string = OUTAGE_DIGEST;

  constructor(cause: unknown) {
    super(
      "store-unavailable",
      "The session store did not answer, so the session is neither confirmed nor ended. Look at `cause`, and answer 503.",
      { cause },
    );
  }
}

/**
 * Tells whether an error says that the session store did not answer, so that nobody was signed out
 * and the user may try again. Works on the server and in `error.tsx`, where Next replaces the error
 * by one that keeps its `digest` alone; there import it from `signet-auth/react`.
 */
export function isStoreUnavailable(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  // By what it carries, not by its class: Next gives each kind of code its own copy of the class.
  return "digest" in error && error.digest === OUTAGE_DIGEST;
}

/**
 * A type that explains why something is not offered: the compiler prints the sentence where a
 * missing member is touched.
 */
export interface SignetTypeError<Sentence extends string> {
  readonly "~signet": Sentence;
}

/**
 * Creates the error for wrong options.
 *
 * @param message what is wrong, the value seen where it is no secret, and what to do.
 */
export function invalidConfig(message: string, options?: ErrorOptions): SignetError {
  return new SignetError("invalid-config", message, options);
}

/** Checks whether a value stands for something that a strategy does not offer. */
export function isUnsupported(value: object): value is SignetTypeError<string> {
  return "~signet" in value;
}

/** @param why what the request shows of its sender, and the way out: `senderSeen`. */
export function crossSite(why: string): SignetError {
  return new SignetError("cross-site", `The request was refused: ${why}`);
}

/** @param seen the header that tells: `prefetchSeen`. */
export function prefetchRefused(seen: string): SignetError {
  return new SignetError(
    "prefetch",
    `The request only fetches ahead (${seen}), so it signed nobody in or out and changed nothing. Sign in, update and sign out in a Server Action or a handler of POST; a link to a handler of GET must not be prefetched.`,
  );
}

/** @param seen what the request shows of the site: `siteSeen`. */
export function insecureOrigin(seen: string): SignetError {
  return new SignetError(
    "insecure-origin",
    `Signing in over plain http would lose the session cookie, because browsers keep it for https and http://localhost alone (${seen}). Serve the site over https; behind a proxy that ends TLS, let it send X-Forwarded-Proto: https.`,
  );
}

/**
 * @param taken what the session takes, and what the limit is.
 * @param wayOut what to do besides storing less.
 */
export function cookieTooLarge(taken: string, wayOut: string): SignetError {
  return new SignetError(
    "cookie-too-large",
    `The session takes ${taken}, counting what a renewal may add: store less in data, or ${wayOut}.`,
  );
}

export function notSignedIn(): SignetError {
  return new SignetError(
    "not-signed-in",
    "There is no live session to act on. Read the session first, and send the user to the sign-in page.",
  );
}

export function conflictingCredentials(): SignetError {
  return new SignetError(
    "conflicting-credentials",
    "The request carries more than one credential and none was believed. Send the session cookie or a bearer token, once.",
  );
}
