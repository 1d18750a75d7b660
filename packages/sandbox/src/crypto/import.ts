/** The exports of the library's import of key pairs. The sandbox has none. */
import type { AsymmetricAlgorithm } from "../../../signet/src/token/crypto/algorithms.ts";
import type { Jwk, KeyMaterial } from "../../../signet/src/token/crypto/material.ts";
import { noKeyPairs } from "./no-key-pairs.ts";

type Import<Result> = (algorithm: AsymmetricAlgorithm, material: KeyMaterial) => Result;

export const importPrivate: Import<never> = noKeyPairs;
export const importPublic: Import<never> = noKeyPairs;
export const publicJwkOf: Import<Jwk> = noKeyPairs;
