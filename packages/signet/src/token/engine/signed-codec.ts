import { decodeText, encodeText } from "#crypto";
import type { SigningKey, VerifyingKey } from "../crypto/contract.ts";
import { type SignedParts, splitSigned } from "../format/compact.ts";
import { signedHeader } from "../format/write-header.ts";
import { RING_ALGORITHM } from "../keys/options.ts";
import { createCodec, type TokenCodec, type TokenFormat } from "./codec.ts";
import type { EngineKeys } from "./keys.ts";

/** Creates the codec of HS256 tokens (RFC 7515, compact form) of one purpose and type. */
export function signedCodec(keys: EngineKeys, purpose: string, type: string): TokenCodec {
  const format: TokenFormat<SigningKey & VerifyingKey, SignedParts> = {
    fixed: { typ: type, alg: RING_ALGORITHM },

    async prepare(engineKey) {
      return {
        header: signedHeader(RING_ALGORITHM, type, await engineKey.kid()),
        key: await engineKey.deriveSigning(purpose),
      };
    },

    async write({ header, key }, claims) {
      const input = `${header}.${encodeText(claims)}`;
      return `${input}.${await key.sign(input)}`;
    },

    split: splitSigned,

    open({ input, payload, signature }, key) {
      const answer = key.verify(input, signature);
      const textIf = (isGenuine: boolean) => (isGenuine ? decodeText(payload) : null);
      return answer instanceof Promise ? answer.then(textIf) : textIf(answer);
    },
  };
  return createCodec(keys, format);
}
