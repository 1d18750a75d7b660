import { encodeText } from "./crypto/node/text.ts";
import { payloadOf } from "./issue.ts";
import { signingPlan } from "./key-plan.ts";
import type { SecretKeyRing } from "./key-ring.ts";
import { signingKey } from "./keys.ts";
import { parseSignerOptions, type SignerOptions } from "./signer-options.ts";
import { signedHeader } from "./write-header.ts";

/**
 * Signs claims as a compact JWS (RFC 7515).
 *
 * @throws {TokenClaimError} for a registered claim of the wrong type, one that the options give as
 *   well, and for claims without an end (`exp`).
 * @throws {SignetError} `invalid-input` for claims that JSON cannot hold.
 */
export type Sign = (claims: object) => string;

/**
 * Prepares a key once and returns the function that signs with it.
 *
 * @throws {SignetError} `invalid-config` for an option that is unknown, empty or of the wrong type.
 * @throws {TokenKeyError} `key-unusable` for a key that does not fit the algorithm.
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
