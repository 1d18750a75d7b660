import { payloadOf } from "../claims/issue.ts";
import { parseSealerOptions, type SealerOptions } from "../claims/signer-options.ts";
import { sealedHeader } from "../format/write-header.ts";
import { sealingPlan } from "../keys/plan.ts";
import type { SecretKeyRing } from "./key-ring.ts";
import { sealingKey } from "./keys.ts";

/**
 * Encrypts claims as a compact JWE (RFC 7516). Only holders of the key can read them.
 *
 * @throws {TokenClaimError | SignetError} as {@link Sign} does.
 */
export type Seal = (claims: object) => Promise<string>;

/**
 * Creates a function that encrypts claims with AES-256-GCM. The key is prepared once and used directly
 * (`dir`). The IVs are random, so seal at most 2^32 tokens with one key (NIST SP 800-38D, 8.3).
 *
 * @throws {SignetError} `invalid-config` for an option that is unknown, empty or of the wrong type.
 * @throws {TokenKeyError} `key-unusable` for a key that has not exactly 32 bytes.
 *
 * @example
 * ```ts
 * import { createSealer, keyRing } from "signet-auth/token/web";
 * declare const secret: string;
 *
 * const keys = await keyRing(secret);
 * const seal = await createSealer({ keys, purpose: "invitation", expiresIn: "1d" });
 * const token = await seal({ sub: "ada" });
 * ```
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
