import { decodeText, encodeText } from "#crypto";
import { after } from "../awaitable.ts";
import type { SigningKey, VerifyingKey } from "../crypto/contract.ts";
import { type SignedParts, splitSigned } from "../format/compact.ts";
import { signedHeader } from "../format/write-header.ts";
import { RING_ALGORITHM } from "../keys/options.ts";
import { type KindRules, kindOf, type TokenKind } from "./codec.ts";
import type { EngineKeys } from "./keys.ts";

/** HS256 tokens (RFC 7515, compact) of one purpose and type. */
export function signedKind(keys: EngineKeys, purpose: string, type: string): TokenKind {
  const rules: KindRules<SigningKey & VerifyingKey, SignedParts> = {
    fixed: { typ: type, alg: RING_ALGORITHM },

    prepare(engineKey) {
      return after(engineKey.kid(), (kid) =>
        after(engineKey.deriveSigning(purpose), (key) => ({
          header: signedHeader(RING_ALGORITHM, type, kid),
          key,
        })),
      );
    },

    write({ header, key }, claims) {
      const input = `${header}.${encodeText(claims)}`;
      return after(key.sign(input), (signature) => `${input}.${signature}`);
    },

    split: splitSigned,

    prove({ input, payload, signature }, key) {
      return after(key.verify(input, signature), (proven) => (proven ? decodeText(payload) : null));
    },
  };
  return kindOf(keys, rules);
}
