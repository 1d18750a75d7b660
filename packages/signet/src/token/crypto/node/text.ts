/** Base64url and UTF-8 with functions of Node, which are several times as fast as JavaScript. */

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A buffer for decoding. Each call overwrites it. */
const scratch: Buffer = Buffer.alloc(16_384);

/** Encodes the UTF-8 bytes of a text as base64url without padding (RFC 4648, section 5). */
export function encodeText(text: string): string {
  return Buffer.from(text, "utf8").toString("base64url");
}

/**
 * Decodes canonical base64url to a text. Returns `null` if the bytes are not UTF-8. The caller must have
 * checked that the text is canonical base64url.
 */
export function decodeText(encoded: string): string | null {
  const buffer = encoded.length <= scratch.length ? scratch : Buffer.allocUnsafe(encoded.length);
  return textOf(buffer, buffer.write(encoded, "base64url"));
}

/** Decodes the first `length` bytes as UTF-8. Returns `null` for invalid UTF-8. */
export function textOf(bytes: Buffer, length: number = bytes.length): string | null {
  const text = bytes.toString("utf8", 0, length);
  // Node replaces invalid bytes by U+FFFD, but the text may also contain a valid U+FFFD.
  return text.includes("\ufffd") && !isUtf8(bytes.subarray(0, length)) ? null : text;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
