import type { Bytes } from "./bytes.ts";
import { type Element, elements, held, heldBits, hex, only, TAG, write } from "./der.ts";

/** A key as PKCS#8 and SPKI hold it: which kind it is, and the key itself in the kind's own form. */
export interface KeyInfo {
  /** The kind's object identifier, in hexadecimal DER. */
  readonly kind: string;
  readonly parameters: Element | undefined;
  readonly key: Bytes;
}

export const KIND = {
  rsa: "2a864886f70d010101",
  rsaPss: "2a864886f70d01010a",
  ec: "2a8648ce3d0201",
  ed25519: "2b6570",
} as const;

/** The private key in the DER of a PEM with this label; `null` when such a PEM holds none. */
export function privateInfo(label: string, der: Bytes): KeyInfo | null {
  switch (label) {
    case "PRIVATE KEY":
      return ofPkcs8(der);
    case "RSA PRIVATE KEY":
      return { kind: KIND.rsa, parameters: undefined, key: der };
    case "EC PRIVATE KEY":
      return ofSec1(der);
    default:
      return null;
  }
}

/** The public key likewise. */
export function publicInfo(label: string, der: Bytes): KeyInfo | null {
  switch (label) {
    case "PUBLIC KEY":
      return ofSpki(only(TAG.sequence, der));
    case "RSA PUBLIC KEY":
      return { kind: KIND.rsa, parameters: undefined, key: der };
    case "CERTIFICATE":
      return ofCertificate(der);
    default:
      return null;
  }
}

/** RFC 5958, 2. What may follow the key is of no use here. */
function ofPkcs8(der: Bytes): KeyInfo {
  const [, kind, key] = elements(only(TAG.sequence, der));
  return { ...identified(kind), key: held(TAG.octetString, key) };
}

/** RFC 5480, 2. */
function ofSpki(content: Bytes): KeyInfo {
  const [kind, key] = elements(content);
  return { ...identified(kind), key: heldBits(key) };
}

/** RFC 5280, 4.1: the key is the sixth member, or the seventh behind a version. */
function ofCertificate(der: Bytes): KeyInfo {
  const [certificate] = elements(only(TAG.sequence, der));
  const members = elements(held(TAG.sequence, certificate));
  const versioned = members[0]?.tag === TAG.explicit[0];
  return ofSpki(held(TAG.sequence, members[versioned ? 6 : 5]));
}

/** RFC 5915, 3. The curve moves out to where PKCS#8 has it. */
function ofSec1(der: Bytes): KeyInfo {
  const [version, secret, ...more] = elements(only(TAG.sequence, der));
  const curve = more.find(({ tag }) => tag === TAG.explicit[0]);
  const point = more.find(({ tag }) => tag === TAG.explicit[1]);
  const key = write(
    TAG.sequence,
    write(TAG.integer, held(TAG.integer, version)),
    write(TAG.octetString, held(TAG.octetString, secret)),
    ...(point === undefined ? [] : [write(point.tag, point.content)]),
  );
  return { kind: KIND.ec, parameters: curve && elements(curve.content)[0], key };
}

function identified(element: Element | undefined): Omit<KeyInfo, "key"> {
  const [oid, parameters] = elements(held(TAG.sequence, element));
  return { kind: hex(held(TAG.oid, oid)), parameters };
}
