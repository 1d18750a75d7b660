import type { HashBits } from "../algorithms.ts";
import { contentOf, type Element, elements, hex, onlyContent, TAG } from "./der.ts";

const MGF1 = "2a864886f70d010108";
const HASH = {
  256: "608648016503040201",
  384: "608648016503040202",
  512: "608648016503040203",
} as const;

/** The default salt length of RFC 4055, section 3.1. The default hash, SHA-1, fits no algorithm. */
const DEFAULT_SALT = 20;

/**
 * Checks whether the parameters of an RSA-PSS key allow a hash. A key without parameters allows every
 * hash.
 */
export function fitsPss(parameters: Element | undefined, bits: HashBits): boolean {
  if (parameters === undefined) return true;
  const [hashTag, maskTag, saltTag] = TAG.explicit;
  const given = elements(contentOf(TAG.sequence, parameters));
  const inside = (tag: number) => given.find((element) => element.tag === tag)?.content;
  const mask = algorithmIn(inside(maskTag));
  const salt = inside(saltTag);
  return (
    algorithmIn(inside(hashTag)).name === HASH[bits] &&
    mask.name === MGF1 &&
    algorithmIn(mask.parameters).name === HASH[bits] &&
    (salt === undefined ? DEFAULT_SALT : numberIn(salt)) <= bits / 8
  );
}

/** Parses an AlgorithmIdentifier: its object identifier, and its parameters as DER. */
function algorithmIn(bytes: Element["content"] | undefined): {
  readonly name: string | null;
  readonly parameters?: Element["content"];
} {
  if (bytes === undefined) return { name: null };
  const content = onlyContent(TAG.sequence, bytes);
  const [name] = elements(content);
  const oid = contentOf(TAG.oid, name);
  // The tag and the length of the identifier have one byte each, because the identifier is short.
  return { name: hex(oid), parameters: content.subarray(oid.length + 2) };
}

function numberIn(bytes: Element["content"]): number {
  return Number.parseInt(hex(onlyContent(TAG.integer, bytes)), 16);
}
