import { checkTimes, type TokenClaims } from "../claims/claims.ts";
import { judge, readSigned } from "../claims/judge.ts";
import { askAtOnce, type SchemaOption } from "../claims/schema.ts";
import { verifiedTokens } from "../claims/verified-cache.ts";
import { parseVerifierOptions, type VerifierOptions } from "../claims/verifier-options.ts";
import { decodeText } from "../crypto/node/text.ts";
import { BadSignatureError } from "../errors.ts";
import { byAlgorithm, keyChooser } from "../keys/chooser.ts";
import type { SecretKeyRing } from "./key-ring.ts";
import { verifyingKeys } from "./keys.ts";

/**
 * Proves a signed token and returns its claims.
 *
 * @throws {MalformedTokenError | BadSignatureError | TokenKeyError | TokenExpiredError |
 *   TokenNotActiveError | TokenClaimError} each a {@link TokenError} with a `code` of its own.
 */
export type Verify<Claims> = (token: string) => Claims;

/**
 * Prepares keys and rules once and returns the function that verifies with them. What a token says of
 * itself never chooses how it is verified.
 *
 * @throws {SignetError} `invalid-config` for an option that is unknown, empty or of the wrong type.
 * @throws {TokenKeyError} `key-unusable` for a key that does not fit the algorithm.
 */
export function createVerifier<Claims extends object>(
  options: VerifierOptions<SecretKeyRing> & SchemaOption<Claims>,
): Verify<Claims>;
export function createVerifier(options: VerifierOptions<SecretKeyRing>): Verify<TokenClaims>;
export function createVerifier<Claims extends object>(
  options: VerifierOptions<SecretKeyRing> & Partial<SchemaOption<Claims>>,
): Verify<TokenClaims | Claims> {
  const { cacheSize, ...rules } = parseVerifierOptions(options);
  const { schema } = options;
  const chooser = keyChooser(verifyingKeys(options), rules.typ, byAlgorithm);
  const cache = cacheSize === null ? null : verifiedTokens<TokenClaims | Claims>(cacheSize);

  return (token) => {
    const now = rules.now();
    const cached = cache?.find(token);
    if (cached !== undefined) {
      checkTimes(cached.claims, rules, now);
      return cached.result;
    }
    const parts = readSigned(token, rules);
    const key = chooser.choose(parts.header);
    if (!key.verify(parts.input, parts.signature)) throw new BadSignatureError();
    chooser.remember(parts.header, key);
    const claims = judge(decodeText(parts.payload), rules, now);
    const result = schema === undefined ? claims : askAtOnce(schema, claims);
    cache?.keep(token, claims, result);
    return result;
  };
}
