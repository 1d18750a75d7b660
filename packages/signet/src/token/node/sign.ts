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
