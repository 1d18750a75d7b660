/** The exports of the library's operations with key pairs. The sandbox has none. */
import type { AsymmetricAlgorithm } from "../../../signet/src/token/crypto/algorithms.ts";
import type { SigningKey, VerifyingKey } from "../../../signet/src/token/crypto/contract.ts";
import { noKeyPairs } from "./no-key-pairs.ts";

/** @throws {TokenKeyError} always. */
export function signerOf(_algorithm: AsymmetricAlgorithm, _key: unknown): SigningKey<string> {
  return noKeyPairs();
}

/** @throws {TokenKeyError} always. */
export function verifierOf(_algorithm: AsymmetricAlgorithm, _key: unknown): VerifyingKey<boolean> {
  return noKeyPairs();
}

/** Returns the details of a key. Only keys of a pair have details. */
export function detailsOf(_key: unknown): object {
  return {};
}
