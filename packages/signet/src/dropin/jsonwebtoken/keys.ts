import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type JsonWebKeyInput,
  KeyObject,
  type PrivateKeyInput,
  type PublicKeyInput,
} from "node:crypto";
import { holdsKeyPair } from "../../token/crypto/key-pair.ts";
import { withLines } from "../../token/crypto/material.ts";
import { detailsOf } from "../../token/crypto/node/asymmetric.ts";
import { recent } from "../../token/recent-cache.ts";
import { type KeyOperations, keyPairOperations, secretOperations } from "./key-operations.ts";

export type { KeyObject };

/** A secret, or a key of a pair: `sign` takes a private key, `verify` takes a public key. */
export type Secret = string | Uint8Array | KeyObject | { key: string | Buffer; passphrase: string };
export type PrivateKey = Secret | PrivateKeyInput | JsonWebKeyInput;
export type PublicKey = Secret | PublicKeyInput | JsonWebKeyInput;

/** A parsed key, with the properties that the checks read. */
export interface Key extends KeyOperations {
  readonly type: KeyObject["type"];
  readonly asymmetricKeyType: KeyObject["asymmetricKeyType"];
  readonly asymmetricKeyDetails: KeyObject["asymmetricKeyDetails"];
  /**
   * The reason why the content cannot be a secret, or `null`. "key pair" means that the content is
   * a key of a pair, or holds one.
   */
  readonly flaw: "empty" | "key pair" | null;
}

type Read = (material: unknown) => Key | null;

/**
 * The limits of each cache: the number of keys, and the length of a key's content in characters.
 */
const MOST = 1_000;
const LONGEST = 16_384;

const objects = new WeakMap<KeyObject, Key>();

/** Returns the private key or the secret in some material, or `null` when there is neither. */
export const privateOrSecret: Read = reader(createPrivateKey);

/** Returns the public key or the secret in some material, or `null` when there is neither. */
export const publicOrSecret: Read = reader(createPublicKey);

/**
 * Creates a function that parses each key once. Bytes and objects other than `KeyObject` can
 * change, so the cache finds them by content and not by identity.
 */
function reader(parse: (input: string | Buffer) => KeyObject): Read {
  const texts = recent<Key>(MOST, LONGEST);
  const bytes = recent<Key>(MOST, LONGEST);
  const inputs = recent<Key>(MOST, LONGEST);

  function fromBytes(material: Buffer): Key {
    const pair = material.includes("-----BEGIN") ? attempt(() => parse(linesOf(material))) : null;
    return pair === null ? secretKey(Buffer.from(material)) : pairKey(pair);
  }

  function fromInput(material: unknown): Key | null {
    // Node checks the type and throws for a value that is not a key.
    const input = material as Buffer;
    const object = attempt(() => parse(input)) ?? attempt(() => createSecretKey(input));
    return object === null ? null : fromObject(object);
  }

  return (material) => {
    if (typeof material === "string") {
      return texts.get(material) ?? texts.keep(material, fromBytes(Buffer.from(material)));
    }
    if (material instanceof KeyObject) return fromObject(material);
    if (ArrayBuffer.isView(material)) {
      const view = Buffer.from(material.buffer, material.byteOffset, material.byteLength);
      const content = view.toString("latin1");
      return bytes.get(content) ?? bytes.keep(content, fromBytes(view));
    }
    const content = contentOf(material);
    const known = content === null ? undefined : inputs.get(content);
    if (known !== undefined) return known;
    const key = fromInput(material);
    return key === null || content === null ? key : inputs.keep(content, key);
  };
}

/**
 * Replaces `\\n` with line breaks, because PEM from an environment variable may contain these two
 * characters.
 */
function linesOf(pem: Buffer): Buffer {
  return pem.includes("\\n") ? Buffer.from(withLines(pem.toString("latin1")), "latin1") : pem;
}

/**
 * Returns the content of an input such as `{ key, passphrase }` as text, or `null` when a member is
 * not text.
 */
function contentOf(material: unknown): string | null {
  if (typeof material !== "object" || material === null) return null;
  const members = Object.entries(material);
  if (members.length === 0 || members.some(([, value]) => typeof value !== "string")) return null;
  return JSON.stringify(members);
}

function fromObject(object: KeyObject): Key {
  const known = objects.get(object);
  if (known !== undefined) return known;
  const key = object.type === "secret" ? secretKey(object.export()) : pairKey(object);
  objects.set(object, key);
  return key;
}

function secretKey(bytes: Buffer): Key {
  return {
    type: "secret",
    asymmetricKeyType: undefined,
    asymmetricKeyDetails: undefined,
    flaw: bytes.length === 0 ? "empty" : holdsKeyPair(bytes) ? "key pair" : null,
    ...secretOperations(bytes),
  };
}

function pairKey(object: KeyObject): Key {
  const { type, asymmetricKeyType } = object;
  const asymmetricKeyDetails = detailsOf(object);
  return {
    type,
    asymmetricKeyType,
    asymmetricKeyDetails,
    flaw: null,
    ...keyPairOperations(object),
  };
}

function attempt(read: () => KeyObject): KeyObject | null {
  try {
    return read();
  } catch {
    return null;
  }
}
