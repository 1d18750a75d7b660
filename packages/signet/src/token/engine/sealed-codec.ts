import { after } from "../awaitable.ts";
import type { SealingKey } from "../crypto/contract.ts";
import { type SealedParts, splitSealed } from "../format/compact.ts";
import { sealedHeader } from "../format/write-header.ts";
import { type KindRules, kindOf, type TokenKind } from "./codec.ts";
import type { EngineKeys } from "./keys.ts";

/** Tokens of one purpose and type that nobody else can read: `dir` and A256GCM (RFC 7516, compact). */
export function sealedKind(keys: EngineKeys, purpose: string, type: string): TokenKind {
  const rules: KindRules<SealingKey, SealedParts> = {
    fixed: { typ: type, alg: "dir", enc: "A256GCM" },

    prepare(engineKey) {
      return after(engineKey.kid(), (kid) =>
        after(engineKey.deriveSealing(purpose), (key) => ({
          header: sealedHeader(type, kid),
          key,
        })),
      );
    },

    write({ header, key }, claims) {
      return after(
        key.encrypt(header, claims),
        ({ iv, ciphertext, tag }) => `${header}..${iv}.${ciphertext}.${tag}`,
      );
    },

    split: splitSealed,

    prove: (parts, key) => key.decrypt(parts.header, parts),
  };
  return kindOf(keys, rules);
}
