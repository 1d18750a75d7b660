import { payloadOf } from "../claims/issue.ts";
import { parseSealerOptions, type SealerOptions } from "../claims/signer-options.ts";
import { sealedHeader } from "../format/write-header.ts";
import { sealingPlan } from "../keys/plan.ts";
import type { SecretKeyRing } from "./key-ring.ts";
import { sealingKey } from "./keys.ts";

/**
 * Seals claims as a compact JWE (RFC 7516) that only holders of the key can read.
 *
 * @throws {TokenClaimError | SignetError} as a signer does.
 */
export type Seal = (claims: object) => Promise<string>;

/**
 * Prepares a key once and returns the function that seals with it: AES-256-GCM, the key used directly
 * (`dir`). Its IVs are random, so seal at most 2^32 tokens under one key (NIST SP 800-38D, 8.3).
 *
 * @throws {SignetError} `invalid-config` for an option that is unknown, empty or of the wrong type.
 * @throws {TokenKeyError} `key-unusable` for a key that has not exactly 32 bytes.
 */
export async function createSealer(options: SealerOptions<SecretKeyRing>): Promise<Seal> {
  const rules = parseSealerOptions(options);
  const { kid, key } = await sealingKey(sealingPlan(options));
  const header = sealedHeader(rules.typ, kid);
  return async (claims) => {
    const payload = payloadOf(claims, rules, rules.now());
    const { iv, ciphertext, tag } = await key.encrypt(header, payload);
    return `${header}..${iv}.${ciphertext}.${tag}`;
  };
}
