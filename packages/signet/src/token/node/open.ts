import type { TokenClaims } from "../claims/claims.ts";
import { judge, readSealed } from "../claims/judge.ts";
import { askAtOnce, type SchemaOption } from "../claims/schema.ts";
import { type OpenerOptions, parseOpenerOptions } from "../claims/verifier-options.ts";
import { BadSignatureError } from "../errors.ts";
import { byEncryption, keyChooser } from "../keys/chooser.ts";
import { openingPlans } from "../keys/plan.ts";
import type { SecretKeyRing } from "./key-ring.ts";
import { openingKey } from "./keys.ts";

/**
 * Decrypts a sealed token and returns its claims.
 *
 * @throws {TokenError} as {@link Verify} does. Every fault of the encrypted part is a
 *   {@link BadSignatureError}.
 */
export type Open<Claims> = (token: string) => Claims;

/**
 * Creates a function that decrypts sealed tokens. Keys and rules are prepared once. Compression (`zip`)
 * and wrapped keys are refused.
 *
 * @throws {SignetError} `invalid-config` for an option that is unknown, empty or of the wrong type.
 * @throws {TokenKeyError} `key-unusable` for a key of another length than the encryption needs.
 *
 * @example
 * ```ts
 * import { createOpener, keyRing } from "signet-auth/token";
 * declare const secret: string;
 * declare const token: string;
 *
 * const keys = keyRing(secret);
 * const open = createOpener({ keys, purpose: "invitation" });
 * const { sub } = open(token);
 * ```
 */
export function createOpener<Claims extends object>(
  options: OpenerOptions<SecretKeyRing> & SchemaOption<Claims>,
): Open<Claims>;
export function createOpener(options: OpenerOptions<SecretKeyRing>): Open<TokenClaims>;
export function createOpener<Claims extends object>(
  options: OpenerOptions<SecretKeyRing> & Partial<SchemaOption<Claims>>,
): Open<TokenClaims | Claims> {
  const rules = parseOpenerOptions(options);
  const { schema } = options;
  const chooser = keyChooser(openingPlans(options).map(openingKey), rules.typ, byEncryption);

  return (token) => {
    const parts = readSealed(token, rules);
    const key = chooser.choose(parts.header);
    const payload = key.decrypt(parts.header, parts);
    if (payload === null) throw new BadSignatureError();
    chooser.remember(parts.header, key);
    const claims = judge(payload, rules, rules.now());
    return schema === undefined ? claims : askAtOnce(schema, claims);
  };
}
