import { decodeBytes } from "../base64url.ts";

/** No key is shorter in any encoding. Characters. */
const SHORTEST = 40;

/** Lines of an alphabet, of which the last may be short. */
function block(characters: string): RegExp {
  const line = `${characters}{${SHORTEST},}`;
  return new RegExp(`${line}(?:\\s+${line})*(?:\\s+${characters}+)?`, "g");
}

/** Base64, base64url, hexadecimal, and hexadecimal byte by byte. */
const BLOCKS: readonly RegExp[] = [
  block("[A-Za-z0-9+/]"),
  block("[\\w-]"),
  block("[\\dA-Fa-f]"),
  /(?:(?:0x)?[\da-f]{2}[\s:,]+){31,}(?:0x)?[\da-f]{2}/gi,
];

/** Bytes in decimal, as a list of them is written. */
const DECIMALS = /\d{1,3}(?:,\s*\d{1,3}){31,}/g;

/**
 * The bytes behind base64, base64url, hexadecimal and lists of numbers: of the whole text, however it
 * is broken up, and of each longer part of it. A group that is cut off is filled up with zeros.
 */
export function decodings(text: string): readonly Uint8Array[] {
  // Padding ends a text, and a sign of the same shape ends the name of a variable.
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
