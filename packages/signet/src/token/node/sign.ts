import { payloadOf } from "../claims/issue.ts";
import { parseSignerOptions, type SignerOptions } from "../claims/signer-options.ts";
import { encodeText } from "../crypto/node/text.ts";
import { signedHeader } from "../format/write-header.ts";
import { signingPlan } from "../keys/plan.ts";
import type { SecretKeyRing } from "./key-ring.ts";
import { signingKey } from "./keys.ts";

/**
 * Signs claims as a compact JWS (RFC 7515).
 *
 * @throws {TokenClaimError} for a registered claim of the wrong type, for a claim that the options also set,
 *   and for claims without an expiry (`exp`).
 * @throws {SignetError} `invalid-input` for claims that JSON cannot hold.
 */
export type Sign = (claims: object) => string;

/**
 * Creates a function that signs claims. The key is prepared once.
 *
 * @throws {SignetError} `invalid-config` for an option that is unknown, empty or of the wrong type.
 * @throws {TokenKeyError} `key-unusable` for a key that does not fit the algorithm.
 *
 * @example
 * ```ts
 * import { createSigner } from "signet-auth/token";
 * declare const secret: string;
 *
 * const sign = createSigner({ algorithm: "HS256", secret, expiresIn: "15m" });
 * const token = sign({ sub: "ada" });
 * ```
 */
export function createSigner(options: SignerOptions<SecretKeyRing>): Sign {
  const rules = parseSignerOptions(options);
  const { kid, key } = signingKey(signingPlan(options));
  const header = signedHeader(key.algorithm, rules.typ, kid);
  return (claims) => {
    const input = `${header}.${encodeText(payloadOf(claims, rules, rules.now()))}`;
    return `${input}.${key.sign(input)}`;
  };
}
