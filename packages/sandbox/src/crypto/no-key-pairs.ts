import { unusableKey } from "../../../signet/src/token/errors.ts";

/**
 * Refuses an operation with a public or private key.
 *
 * @throws {TokenKeyError} `key-unusable`, always.
 */
export function noKeyPairs(): never {
  throw unusableKey(
    "Key pairs do not run in the practice's sandbox. Use a secret with HS256, HS384 or HS512.",
  );
}
