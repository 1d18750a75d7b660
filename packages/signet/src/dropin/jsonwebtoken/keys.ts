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
import { type Engine, pairEngine, secretEngine } from "./engines.ts";

export type { KeyObject };

/** A secret or private key, as `sign` takes it; or a secret or public key, as `verify` does. */
export type Secret = string | Uint8Array | KeyObject | { key: string | Buffer; passphrase: string };
export type PrivateKey = Secret | PrivateKeyInput | JsonWebKeyInput;
export type PublicKey = Secret | PublicKeyInput | JsonWebKeyInput;

/** A key that was read: what the checks ask of it, and what it signs and verifies with. */
export interface Key extends Engine {
  readonly type: KeyObject["type"];
  readonly asymmetricKeyType: KeyObject["asymmetricKeyType"];
  readonly asymmetricKeyDetails: KeyObject["asymmetricKeyDetails"];
  /** Why it cannot be a secret, although it was taken for one. */
  readonly flaw: "empty" | "key pair" | null;
}

type Read = (material: unknown) => Key | null;

/** How many keys of a kind are remembered, and how long a text or content may be for it. */
const MOST = 1_000;
const LONGEST = 16_384;

const objects = new WeakMap<KeyObject, Key>();

/** The private key or else the secret that some material is; `null` when it is neither. */
export const privateOrSecret: Read = reader(createPrivateKey);

/** The public key or else the secret that some material is; `null` when it is neither. */
export const publicOrSecret: Read = reader(createPublicKey);

/**
 * Reads keys once. Objects other than `KeyObject` can change, so that they are known by what they
 * hold: text by itself, bytes by their content.
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
    // Node says what it takes, and throws for anything else.
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

/** PEM that came through an environment variable may have `\\n` where it had lines. */
function linesOf(pem: Buffer): Buffer {
  return pem.includes("\\n") ? Buffer.from(withLines(pem.toString("latin1")), "latin1") : pem;
}

/** All that an input such as `{ key, passphrase }` holds, when it holds text alone. */
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
    ...secretEngine(bytes),
  };
}

function pairKey(object: KeyObject): Key {
  const { type, asymmetricKeyType } = object;
  const asymmetricKeyDetails = detailsOf(object);
  return { type, asymmetricKeyType, asymmetricKeyDetails, flaw: null, ...pairEngine(object) };
}

function attempt(read: () => KeyObject): KeyObject | null {
  try {
    return read();
  } catch {
    return null;
  }
}
