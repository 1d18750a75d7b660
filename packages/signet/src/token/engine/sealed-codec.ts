import type { SealingKey } from "../crypto/contract.ts";
import { type SealedParts, splitSealed } from "../format/compact.ts";
import { sealedHeader } from "../format/write-header.ts";
import { createCodec, type TokenCodec, type TokenFormat } from "./codec.ts";
import type { EngineKeys } from "./keys.ts";

/** Creates the codec of encrypted tokens (RFC 7516, compact form, `dir` and A256GCM) of one purpose and type. */
export function sealedCodec(keys: EngineKeys, purpose: string, type: string): TokenCodec {
  const format: TokenFormat<SealingKey, SealedParts> = {
    fixed: { typ: type, alg: "dir", enc: "A256GCM" },

    async prepare(engineKey) {
      return {
        header: sealedHeader(type, await engineKey.kid()),
        key: await engineKey.deriveSealing(purpose),
      };
    },

    async write({ header, key }, claims) {
      const { iv, ciphertext, tag } = await key.encrypt(header, claims);
      return `${header}..${iv}.${ciphertext}.${tag}`;
    },

    split: splitSealed,

    open: (parts, key) => key.decrypt(parts.header, parts),
  };
  return createCodec(keys, format);
}
