import { decodeBytes } from "../base64url.ts";

/** The length of the shortest encoded key; characters. */
const SHORTEST = 40;

/** Creates a pattern for lines of one alphabet. The last line may be short. */
function block(characters: string): RegExp {
  const line = `${characters}{${SHORTEST},}`;
  return new RegExp(`${line}(?:\\s+${line})*(?:\\s+${characters}+)?`, "g");
}

/** Patterns for base64, base64url, hexadecimal, and separated hexadecimal bytes. */
const BLOCKS: readonly RegExp[] = [
  block("[A-Za-z0-9+/]"),
  block("[\\w-]"),
  block("[\\dA-Fa-f]"),
  /(?:(?:0x)?[\da-f]{2}[\s:,]+){31,}(?:0x)?[\da-f]{2}/gi,
];

/** Matches a list of bytes in decimal. */
const DECIMALS = /\d{1,3}(?:,\s*\d{1,3}){31,}/g;

/**
 * Decodes base64, base64url, hexadecimal and lists of numbers in a text. It decodes the whole text
 * without its separators, and each longer part. An incomplete last group is filled with zeros.
 */
export function decodings(text: string): readonly Uint8Array[] {
  // "=" is padding at the end of an encoding, or follows the name of a variable.
  const parts = [...text.split("="), ...BLOCKS.flatMap((each) => text.match(each) ?? [])];
  const encoded = new Set(parts.map((part) => part.replace(/[\s:,;"']+/g, "")));
  return [
    ...[...encoded].flatMap((part) => [base64(part), hexadecimal(part.replace(/0x/gi, ""))]),
    ...(text.match(DECIMALS) ?? []).map((list) => Uint8Array.from(list.split(","), Number)),
  ].filter((bytes) => bytes !== null);
}

function base64(text: string): Uint8Array | null {
  if (text.length < SHORTEST) return null;
  const whole = text.padEnd(Math.ceil(text.length / 4) * 4, "A");
  return decodeBytes(whole.replaceAll("+", "-").replaceAll("/", "_"));
}

function hexadecimal(text: string): Uint8Array | null {
  if (text.length < SHORTEST || /[^\da-f]/i.test(text)) return null;
  const bytes = new Uint8Array(text.length >> 1);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  }
  return bytes;
}
