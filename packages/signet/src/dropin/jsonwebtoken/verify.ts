import { JsonWebTokenError } from "./errors.ts";
import type { PublicKey } from "./keys.ts";
import type {
  GetPublicKeyOrSecret,
  Jwt,
  JwtPayload,
  VerifyCallback,
  VerifyErrors,
  VerifyOptions,
} from "./types.ts";
import {
  finishVerification,
  headerOf,
  type PendingVerification,
  startVerification,
} from "./verification.ts";

type Anything = JwtPayload | string;
type Key = PublicKey | null | undefined;
type KeyOrLookup = Key | GetPublicKeyOrSecret;
type Complete = VerifyOptions & { complete: true };
type PayloadAlone = VerifyOptions & { complete?: false | undefined };
/** A callback for any result. */
type Callback = VerifyCallback<never>;

/**
 * Verifies a token and returns its payload. With a callback, the callback gets the payload or the
 * error before `verify` returns; only a key lookup can delay the call. The type parameter is not
 * checked.
 *
 * @param options Set `algorithms` to the algorithms that you sign with.
 * @throws {JsonWebTokenError} when the token is not valid; the subclasses are `TokenExpiredError`
 *   and `NotBeforeError`.
 * @throws {Error} a plain one, as in jsonwebtoken, when the type of the key does not fit the
 *   algorithm.
 * @throws {SyntaxError} when the header has `typ: "JWT"` and the payload is not JSON.
 *
 * @example
 * ```ts
 * import { verify } from "signet-auth/jsonwebtoken";
 *
 * declare const token: string;
 * declare const secret: string;
 * const { sub } = verify<{ sub: string }>(token, secret, { algorithms: ["HS256"] });
 * ```
 */
export function verify(token: string, secretOrPublicKey: Key, options: Complete): Jwt;
export function verify<Claims>(
  token: string,
  secretOrPublicKey: Key,
  options: Complete,
): Jwt<Claims>;
export function verify(token: string, secretOrPublicKey: Key, options?: PayloadAlone): Anything;
export function verify<Claims>(
  token: string,
  secretOrPublicKey: Key,
  options?: PayloadAlone,
): Claims;
export function verify(
  token: string,
  secretOrPublicKey: Key,
  options?: VerifyOptions,
): Anything | Jwt;
export function verify<Claims>(
  token: string,
  secretOrPublicKey: Key,
  options?: VerifyOptions,
): Claims | Jwt<Claims>;
export function verify<Claims = Anything>(
  token: string,
  secretOrPublicKey: KeyOrLookup,
  callback: VerifyCallback<Claims>,
): void;
export function verify<Claims = Anything>(
  token: string,
  secretOrPublicKey: KeyOrLookup,
  options: Complete,
  callback: VerifyCallback<Jwt<Claims>>,
): void;
export function verify<Claims = Anything>(
  token: string,
  secretOrPublicKey: KeyOrLookup,
  options: PayloadAlone | undefined,
  callback: VerifyCallback<Claims>,
): void;
export function verify<Claims = Anything>(
  token: string,
  secretOrPublicKey: KeyOrLookup,
  options: VerifyOptions | undefined,
  callback: VerifyCallback<Claims | Jwt<Claims>>,
): void;
export function verify(
  token: unknown,
  key: unknown,
  options?: VerifyOptions | Callback | null,
  callback?: Callback,
): unknown {
  if (typeof options === "function") return deliver(callback ?? options, token, key, {});
  if (callback) return deliver(callback, token, key, { ...options });
  const pending = startVerification(token, { ...options });
  if (typeof key !== "function") return finishVerification(pending, key);
  throw new JsonWebTokenError(
    "verify must be called asynchronous if secret or public key is provided as a callback",
  );
}

/** Returns the result of the callback, as jsonwebtoken does. Programs use this. */
function deliver(callback: Callback, token: unknown, key: unknown, options: VerifyOptions) {
  const started = attempt(() => startVerification(token, options));
  if ("error" in started) return callback(started.error);
  if (typeof key === "function") {
    return lookUp(key as GetPublicKeyOrSecret, started.value, callback);
  }
  return settle(callback, () => finishVerification(started.value, key));
}

/** Calls the lookup. Only the first call of its callback counts. */
function lookUp(lookup: GetPublicKeyOrSecret, pending: PendingVerification, callback: Callback) {
  let isAnswered = false;
  return lookup(headerOf(pending), (error, key) => {
    if (isAnswered) return;
    isAnswered = true;
    return settle(callback, () => {
      if (!error) return finishVerification(pending, key);
      throw new JsonWebTokenError(`error in secret or public key callback: ${error.message}`);
    });
  });
}

/** Calls the callback once. An error of the callback does not count as an error of the work. */
function settle(callback: Callback, work: () => unknown) {
  const done = attempt(work);
  if ("error" in done) return callback(done.error);
  return callback(null, done.value as never);
}

function attempt<Value>(work: () => Value): { value: Value } | { error: VerifyErrors } {
  try {
    return { value: work() };
  } catch (error) {
    return { error: error as VerifyErrors };
  }
}
