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
import { type Begun, begin, conclude, headerOf } from "./verification.ts";

type Anything = JwtPayload | string;
type Key = PublicKey | null | undefined;
type KeyOrLookup = Key | GetPublicKeyOrSecret;
type Complete = VerifyOptions & { complete: true };
type PayloadAlone = VerifyOptions & { complete?: false | undefined };
/** A callback of whatever result. */
type Callback = VerifyCallback<never>;

/**
 * Proves a token and answers what it says: at once, or to a callback, which is called before
 * `verify` returns unless a key has to be looked up. A type of the claims is the caller's word: it
 * has to be given, and nobody checks it.
 *
 * @throws {JsonWebTokenError} `TokenExpiredError` and `NotBeforeError` among them; and, as in
 *   jsonwebtoken, a plain `Error` for a key whose type does not fit, and a `SyntaxError` for a
 *   payload that is no JSON.
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
  const begun = begin(token, { ...options });
  if (typeof key !== "function") return conclude(begun, key);
  throw new JsonWebTokenError(
    "verify must be called asynchronous if secret or public key is provided as a callback",
  );
}

/** What the callback answers, `verify` answers: as in jsonwebtoken, and programs make use of it. */
function deliver(callback: Callback, token: unknown, key: unknown, options: VerifyOptions) {
  const begun = attempt(() => begin(token, options));
  if ("error" in begun) return callback(begun.error);
  if (typeof key === "function") return lookUp(key as GetPublicKeyOrSecret, begun.value, callback);
  return settle(callback, () => conclude(begun.value, key));
}

/** Only the first answer of the lookup counts. */
function lookUp(lookup: GetPublicKeyOrSecret, begun: Begun, callback: Callback) {
  let isAnswered = false;
  return lookup(headerOf(begun), (error, key) => {
    if (isAnswered) return;
    isAnswered = true;
    return settle(callback, () => {
      if (!error) return conclude(begun, key);
      throw new JsonWebTokenError(`error in secret or public key callback: ${error.message}`);
    });
  });
}

/** Calls the callback once: what it throws is not taken for what the work threw. */
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
