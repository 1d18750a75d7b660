import { encodeBytes } from "../../../../signet/src/token/base64url.ts";
import { equalBytes } from "../../../../signet/src/token/crypto/web/bytes.ts";
import { type BinaryLike, bytesOf } from "./bytes.ts";

/** A secret as a key object. The bytes are private, so logs cannot print them. */
export class KeyObject {
  readonly type = "secret";
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = new Uint8Array(bytes);
  }

  /** The size of the secret; bytes. */
  get symmetricKeySize(): number {
    return this.#bytes.length;
  }

  /** Returns a copy of the secret, as bytes or as a JWK. */
  export(options?: { readonly format?: "buffer" }): Buffer;
  export(options: { readonly format: "jwk" }): { readonly kty: "oct"; readonly k: string };
  export(options: { readonly format?: "buffer" | "jwk" } = {}): Buffer | object {
    return options.format === "jwk"
      ? { kty: "oct", k: encodeBytes(this.#bytes) }
      : Buffer.from(this.#bytes);
  }

  equals(other: KeyObject): boolean {
    return equalBytes(this.#bytes, other.#bytes);
  }
}

/**
 * Creates a key object from a secret. The encoding is that of a text.
 *
 * @throws {TypeError} for a value that is neither text nor bytes.
 */
export function createSecretKey(key: BinaryLike, encoding?: BufferEncoding): KeyObject {
  return new KeyObject(bytesOf(key, "key", encoding));
}
