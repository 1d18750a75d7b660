import type { HashBits } from "../algorithms.ts";
import { type Element, elements, held, hex, only, TAG } from "./der.ts";

const MGF1 = "2a864886f70d010108";
const HASH = {
  256: "608648016503040201",
  384: "608648016503040202",
  512: "608648016503040203",
} as const;

/** What RFC 4055, 3.1 puts for a salt length that is left out. SHA-1, its default hash, fits none. */
const DEFAULT_SALT = 20;

/** Whether the parameters of an RSA-PSS key allow a hash. A key without any is free to be used with all. */
export function fitsPss(parameters: Element | undefined, bits: HashBits): boolean {
  if (parameters === undefined) return true;
  const [hashTag, maskTag, saltTag] = TAG.explicit;
  const given = elements(held(TAG.sequence, parameters));
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

/** An AlgorithmIdentifier: its name, and its parameters as they stand. */
function algorithmIn(bytes: Element["content"] | undefined): {
  readonly name: string | null;
  readonly parameters?: Element["content"];
} {
  if (bytes === undefined) return { name: null };
  const content = only(TAG.sequence, bytes);
  const [name] = elements(content);
  const oid = held(TAG.oid, name);
  // The name's tag and length are a byte each: no such identifier is long.
  return { name: hex(oid), parameters: content.subarray(oid.length + 2) };
}

function numberIn(bytes: Element["content"]): number {
  return Number.parseInt(hex(only(TAG.integer, bytes)), 16);
}
