/** The codes of {@link SignetError}. Codes are stable, messages may change. */
export type SignetErrorCode =
  | "invalid-config"
  | "invalid-data"
  | "invalid-input"
  | "insecure-origin"
  | "outside-domain"
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
  | "request-failed"
  | "token-malformed"
  | "token-bad-signature"
  | "token-expired"
  | "token-not-active"
  | "token-claim"
  | "key-unusable"
  | "key-unknown"
  | "keys-unavailable";

/**
 * The base class of all errors of this library. The message says how to fix the problem. It never
 * contains a credential, a secret or session data.
 *
 * @example
 * ```ts
 * import { SignetError } from "signet-auth";
 * declare function updateSession(): Promise<void>;
 *
 * await updateSession().catch((error: unknown) => {
 *   if (error instanceof SignetError && error.code === "update-conflict") return updateSession();
 *   throw error;
 * });
 * ```
 */
export class SignetError extends Error {
  override readonly name: string = "SignetError";
  readonly code: SignetErrorCode;

  constructor(code: SignetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The digest of an outage. In production, Next's `error.tsx` receives only the digest of an error. */
const OUTAGE_DIGEST = "SIGNET_STORE_UNAVAILABLE";

/**
 * Thrown when the session store did not answer, so it is unknown whether the session is live. Respond
 * with 503 and do not change the cookie. The client may try again. `cause` is the error of the store.
 *
 * @example
 * ```ts
 * import { StoreUnavailableError } from "signet-auth";
 *
 * export function storeErrorOf(error: unknown): unknown {
 *   return error instanceof StoreUnavailableError ? error.cause : null;
 * }
 * ```
 */
export class StoreUnavailableError extends SignetError {
  override readonly name = "StoreUnavailableError";
  readonly digest: string = OUTAGE_DIGEST;

  constructor(
    cause: unknown,
    message: string = "The session store did not answer, so the session is neither confirmed nor ended. See `cause`, and respond with 503.",
  ) {
    super("store-unavailable", message, { cause });
  }
}

/**
 * Checks whether an error is an outage of the session store. An outage ends no session, and the user
 * may try again. Works on the server and in Next's `error.tsx`, where it is imported from
 * `signet-auth/react`. There Next replaces the error by another one and keeps only its `digest`.
 *
 * @example
 * ```ts
 * import { isStoreUnavailable } from "signet-auth";
 *
 * export function statusOf(error: unknown): number {
 *   return isStoreUnavailable(error) ? 503 : 500;
 * }
 * ```
 */
export function isStoreUnavailable(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  // The digest and not the class decides, because Next loads one copy of the class for each layer of code.
  return "digest" in error && error.digest === OUTAGE_DIGEST;
}

/**
 * The type of a member that is not available. The compiler prints the sentence where code uses the
 * member.
 */
export interface SignetTypeError<Sentence extends string> {
  readonly "~signet": Sentence;
}

/**
 * Creates the error for wrong options.
 *
 * @param message what is wrong, the value that was found unless it is secret, and what to do.
 */
export function invalidConfig(message: string, options?: ErrorOptions): SignetError {
  return new SignetError("invalid-config", message, options);
}

/** Checks whether a value stands for something that a strategy does not offer. */
export function isUnsupported(value: object): value is SignetTypeError<string> {
  return "~signet" in value;
}

/**
 * Creates the error for a write that a page of another site may have caused.
 *
 * @param reason the sender of the request and how to fix it, from `describeSender`.
 */
export function crossSite(reason: string): SignetError {
  return new SignetError("cross-site", `The request was refused: ${reason}`);
}

/**
 * Creates the error for a write by a prefetch.
 *
 * @param header the header that marks the prefetch, from `prefetchHeader`.
 */
export function prefetchRefused(header: string): SignetError {
  return new SignetError(
    "prefetch",
    `The request is a prefetch (${header}), so it must not sign in, update or sign out. Do that in a Server Action or in a POST handler, or disable the prefetch of links to the GET handler.`,
  );
}

/**
 * Creates the error for a sign-in over plain http.
 *
 * @param headers the headers that decide the transport, from `describeTransport`.
 */
export function insecureOrigin(headers: string): SignetError {
  return new SignetError(
    "insecure-origin",
    `The sign-in came over plain http, but browsers store the session cookie only for https and http://localhost (${headers}). Serve the site over https. If a proxy terminates TLS, configure it to send X-Forwarded-Proto: https.`,
  );
}

/**
 * Creates the error for a cookie of a domain that does not contain the requested host.
 *
 * @param host the requested host, from `quoteHeader`.
 */
export function outsideDomain(domain: string, host: string): SignetError {
  return new SignetError(
    "outside-domain",
    `The requested host is ${host}, which is not within cookie.domain ${JSON.stringify(domain)}, so the browser would drop the session cookie. Serve the site on that domain, or correct cookie.domain. If a proxy replaces Host, configure it to forward Host, or to set X-Forwarded-Host, and set trustProxy.`,
  );
}

/**
 * Creates the error for a session that is too large for its cookies.
 *
 * @param size the size of the session and the limit.
 * @param alternative what to do instead of storing less.
 */
export function cookieTooLarge(size: string, alternative: string): SignetError {
  return new SignetError(
    "cookie-too-large",
    `The session takes ${size}. The size includes the bytes that a renewal may add. Store less in data, or ${alternative}.`,
  );
}

/** Creates the error for an operation that needs a live session. */
export function notSignedIn(): SignetError {
  return new SignetError(
    "not-signed-in",
    "This operation needs a live session, and the request has none. Read the session first, and redirect the user to the sign-in page.",
  );
}

/** Creates the error for a write by a request with two different credentials. */
export function conflictingCredentials(): SignetError {
  return new SignetError(
    "conflicting-credentials",
    "The request has more than one credential, so none was accepted. Send either the session cookie or one bearer token.",
  );
}
