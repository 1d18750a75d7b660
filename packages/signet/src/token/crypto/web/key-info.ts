import type { Bytes } from "./bytes.ts";
import {
  bitStringContent,
  contentOf,
  type Element,
  elements,
  hex,
  onlyContent,
  TAG,
  write,
} from "./der.ts";

/** A key as in PKCS#8 and SPKI: the type of the key, and the key in the form of that type. */
export interface KeyInfo {
  /** The object identifier of the key type, in hexadecimal DER. */
  readonly kind: string;
  readonly parameters: Element | undefined;
  readonly key: Bytes;
}

/** The object identifiers of key types. */
export const KIND = {
  rsa: "2a864886f70d010101",
  rsaPss: "2a864886f70d01010a",
  ec: "2a8648ce3d0201",
  ed25519: "2b6570",
} as const;

/**
 * Returns the private key in the DER of a PEM with a label, or `null` for a label without private key.
 */
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

/** Returns the public key in the DER of a PEM with a label, or `null` for a label without public key. */
export function publicInfo(label: string, der: Bytes): KeyInfo | null {
  switch (label) {
    case "PUBLIC KEY":
      return ofSpki(onlyContent(TAG.sequence, der));
    case "RSA PUBLIC KEY":
      return { kind: KIND.rsa, parameters: undefined, key: der };
    case "CERTIFICATE":
      return ofCertificate(der);
    default:
      return null;
  }
}

/** Parses PKCS#8 (RFC 5958, section 2). The optional parts after the key are ignored. */
function ofPkcs8(der: Bytes): KeyInfo {
  const [, kind, key] = elements(onlyContent(TAG.sequence, der));
  return { ...identified(kind), key: contentOf(TAG.octetString, key) };
}

/** Parses the content of SPKI (RFC 5480, section 2). */
function ofSpki(content: Bytes): KeyInfo {
  const [kind, key] = elements(content);
  return { ...identified(kind), key: bitStringContent(key) };
}

/**
 * Returns the key of a certificate (RFC 5280, section 4.1): the sixth member, or the seventh after a
 * version.
 */
function ofCertificate(der: Bytes): KeyInfo {
  const [certificate] = elements(onlyContent(TAG.sequence, der));
  const members = elements(contentOf(TAG.sequence, certificate));
  const versioned = members[0]?.tag === TAG.explicit[0];
  return ofSpki(contentOf(TAG.sequence, members[versioned ? 6 : 5]));
}

/** Parses an EC private key (RFC 5915, section 3). The curve becomes the parameters, as in PKCS#8. */
function ofSec1(der: Bytes): KeyInfo {
  const [version, secret, ...more] = elements(onlyContent(TAG.sequence, der));
  const curve = more.find(({ tag }) => tag === TAG.explicit[0]);
  const point = more.find(({ tag }) => tag === TAG.explicit[1]);
  const key = write(
    TAG.sequence,
    write(TAG.integer, contentOf(TAG.integer, version)),
    write(TAG.octetString, contentOf(TAG.octetString, secret)),
    ...(point === undefined ? [] : [write(point.tag, point.content)]),
  );
  return { kind: KIND.ec, parameters: curve && elements(curve.content)[0], key };
}

function identified(element: Element | undefined): Omit<KeyInfo, "key"> {
  const [oid, parameters] = elements(contentOf(TAG.sequence, element));
  return { kind: hex(contentOf(TAG.oid, oid)), parameters };
}
