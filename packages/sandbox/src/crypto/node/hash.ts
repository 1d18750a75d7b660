import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { type BinaryLike, bytesOf } from "./bytes.ts";
import { KeyObject } from "./key-object.ts";

const HASHES = { sha1, sha256, sha384, sha512 } as const;

/** The part of a hash or an HMAC of `@noble/hashes` that is used here. */
interface State {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** A hash or an HMAC of several parts, as `node:crypto` returns it. */
export interface Digest {
  /** Adds data. The encoding is that of a text; default UTF-8. */
  update(data: BinaryLike, encoding?: BufferEncoding): Digest;
  /** Returns the result, as a `Buffer` or as a text in an encoding. It can be called once. */
  digest(encoding?: "buffer"): Buffer;
  digest(encoding: BufferEncoding): string;
}

/** Creates a hash. The sandbox has SHA-1, SHA-256, SHA-384 and SHA-512. */
export function createHash(algorithm: string): Digest {
  return digestOf(hashOf(algorithm).create());
}

/** Creates an HMAC (RFC 2104) with a text, bytes or a key object as its key. */
export function createHmac(algorithm: string, key: BinaryLike | KeyObject): Digest {
  const hash = hashOf(algorithm);
  const secret = key instanceof KeyObject ? key.export() : bytesOf(key, "key");
  return digestOf(hmac.create(hash, secret));
}

function hashOf(algorithm: string) {
  const name = algorithm.toLowerCase().replace(/^sha-/, "sha");
  const found = Object.entries(HASHES).find(([known]) => known === name);
  if (found !== undefined) return found[1];
  throw new Error(
    `Digest method not supported: ${algorithm}. The sandbox has ${Object.keys(HASHES).join(", ")}.`,
  );
}

function digestOf(state: State): Digest {
  let ended = false;

  function digest(encoding?: "buffer"): Buffer;
  function digest(encoding: BufferEncoding): string;
  function digest(encoding: BufferEncoding | "buffer" = "buffer"): Buffer | string {
    mustBeOpen();
    ended = true;
    const result = Buffer.from(state.digest());
    return encoding === "buffer" ? result : result.toString(encoding);
  }

  function mustBeOpen(): void {
    if (ended) throw new Error("Digest already called. Create a new hash or HMAC.");
  }

  const self: Digest = {
    update(data, encoding) {
      mustBeOpen();
      state.update(bytesOf(data, "data", encoding));
      return self;
    },
    digest,
  };
  return self;
}
