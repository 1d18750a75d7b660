import { decodeBytes, encodeBytes } from "../../token/base64url.ts";
import type { TokenCodec } from "../../token/engine/codec.ts";
import type { EngineKeys } from "../../token/engine/keys.ts";
import { sealedCodec } from "../../token/engine/sealed-codec.ts";

/** The least length of a secret (RFC 4226, section 4: 128 bit); bytes. */
const SHORTEST_SECRET = 16;

/** The data of an authenticator of kind `totp`. */
export interface TotpData {
  /** The sealed secret, with the id of its user, so that it counts for no other one. */
  readonly secret: string;
  /** The last accepted time step. A code of this step or of an earlier one is refused. */
  readonly step: number;
  /** The wrong codes since the last right one, in browsers in which the user has not signed in before. */
  readonly failures: number;
  /** The same for the browsers in which the user has signed in before. */
  readonly knownFailures: number;
}

/** Creates the codec that seals the secrets of authenticator apps. */
export function secretCodec(keys: EngineKeys): TokenCodec {
  return sealedCodec(keys, "totp-secret", "signet-totp+jwe");
}

export function sealSecret(codec: TokenCodec, userId: string, secret: Uint8Array): Promise<string> {
  return codec.issue({ sub: userId, secret: encodeBytes(secret) });
}

/** Returns the secret of this user; `null` for one that was sealed for another user or by another key. */
export async function openSecret(
  codec: TokenCodec,
  userId: string,
  sealed: string,
): Promise<Uint8Array | null> {
  const verified = await codec.verify(sealed);
  if (!verified.ok || verified.claims["sub"] !== userId) return null;
  const { secret } = verified.claims;
  const bytes = typeof secret === "string" ? decodeBytes(secret) : null;
  return bytes !== null && bytes.length >= SHORTEST_SECRET ? bytes : null;
}

export function readTotpData(text: string): TotpData {
  const { secret, step, failures, knownFailures } = JSON.parse(text);
  return { secret, step, failures, knownFailures };
}

export function writeTotpData({ secret, step, failures, knownFailures }: TotpData): string {
  return JSON.stringify({ secret, step, failures, knownFailures });
}
