import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { AsymmetricAlgorithm } from "../../../packages/signet/src/token/crypto/algorithms.ts";

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const rsa: Pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = (namedCurve: string): Pair => generateKeyPairSync("ec", { namedCurve });

/** A new key pair for each algorithm. The RSA algorithms share one. */
export const PAIRS: Readonly<Record<AsymmetricAlgorithm, Pair>> = {
  RS256: rsa,
  RS384: rsa,
  RS512: rsa,
  PS256: rsa,
  PS384: rsa,
  PS512: rsa,
  ES256: ec("P-256"),
  ES384: ec("P-384"),
  ES512: ec("P-521"),
  EdDSA: generateKeyPairSync("ed25519"),
};

/** Runs an attempt, and returns the thrown error or "accepted". */
export async function outcome(attempt: () => unknown): Promise<"accepted" | unknown> {
  return new Promise((resolve) => resolve(attempt())).then(
    () => "accepted",
    (error: unknown) => error,
  );
}
