import { decodeText } from "../base64url.ts";
import type { TokenClaims } from "../claims/claims.ts";
import { judge, readSigned } from "../claims/judge.ts";
import { askByPromise, type SchemaOption } from "../claims/schema.ts";
import { publicKey } from "../crypto/web/index.ts";
import { algorithmNotAccepted, BadSignatureError } from "../errors.ts";
import { checkType, parseHeader } from "../format/header.ts";
import { byAlgorithm } from "../keys/chooser.ts";
import type { Verify } from "../web/verify.ts";
import { remoteKeySet } from "./key-set.ts";
import { parseRemoteOptions, type RemoteVerifierOptions } from "./options.ts";

export type { RemoteVerifierOptions };

/**
 * Creates a function that verifies tokens of an issuer with a public JSON Web Key Set, by the same rules
 * as `createVerifier`. Create it once, because it caches the keys. The function also throws
 * {@link KeysUnavailableError} if the keys are not cached and cannot be fetched. Then it is unknown
 * whether the token is valid, so respond with 503 and not with 401.
 *
 * @throws {SignetError} `invalid-config` for an option that is unknown, empty or of the wrong type.
 *
 * @example
 * ```ts
 * import { createRemoteVerifier } from "signet-auth/token/remote-jwks";
 * declare const token: string;
 *
 * const verify = createRemoteVerifier({
 *   url: "https://id.example/.well-known/jwks.json",
 *   algorithm: "RS256",
 *   issuer: "https://id.example",
 * });
 * const claims = await verify(token);
 * ```
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
    if (algorithm === undefined) throw algorithmNotAccepted();
    checkType(header.typ, rules.typ);
    const key = await publicKey(algorithm, await keyOf(header));
    if (!(await key.verify(parts.input, parts.signature))) throw new BadSignatureError();
    const claims = judge(decodeText(parts.payload), rules, rules.now());
    return schema === undefined ? claims : await askByPromise(schema, claims);
  };
}
