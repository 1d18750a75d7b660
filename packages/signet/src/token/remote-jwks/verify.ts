import { decodeText } from "../base64url.ts";
import type { TokenClaims } from "../claims/claims.ts";
import { judge, readSigned } from "../claims/judge.ts";
import { askByPromise, type SchemaOption } from "../claims/schema.ts";
import { publicKey } from "../crypto/web/index.ts";
import { BadSignatureError, foreignAlgorithm } from "../errors.ts";
import { checkType, parseHeader } from "../format/header.ts";
import { byAlgorithm } from "../keys/chooser.ts";
import type { Verify } from "../web/verify.ts";
import { remoteKeySet } from "./key-set.ts";
import { parseRemoteOptions, type RemoteVerifierOptions } from "./options.ts";

export type { RemoteVerifierOptions };

/**
 * Verifies the tokens of an issuer that publishes its keys, by the same rules as `createVerifier`. Make
 * it once: the keys are kept in it. What it returns also throws {@link KeysUnavailableError} when the
 * issuer does not answer and the keys are not known: the token is neither good nor bad then, so answer
 * 503 and not 401.
 *
 * @throws {SignetError} `invalid-config` for an option that is unknown, empty or of the wrong type.
 */
export function createRemoteVerifier<Claims extends object>(
  options: RemoteVerifierOptions & SchemaOption<Claims>,
): Verify<Claims>;
export function createRemoteVerifier(options: RemoteVerifierOptions): Verify<TokenClaims>;
export function createRemoteVerifier<Claims extends object>(
  options: RemoteVerifierOptions & Partial<SchemaOption<Claims>>,
): Verify<TokenClaims | Claims> {
  const rules = parseRemoteOptions(options);
  const { schema } = options;
  const keyOf = remoteKeySet(rules);

  return async (token) => {
    const parts = readSigned(token, rules);
    const header = parseHeader(parts.header);
    const algorithm = rules.algorithms.find((one) => one === byAlgorithm(header));
    if (algorithm === undefined) throw foreignAlgorithm();
    checkType(header.typ, rules.typ);
    const key = await publicKey(algorithm, await keyOf(header));
    if (!(await key.verify(parts.input, parts.signature))) throw new BadSignatureError();
    const claims = judge(decodeText(parts.payload), rules, rules.now());
    return schema === undefined ? claims : await askByPromise(schema, claims);
  };
}
