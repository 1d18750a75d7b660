/** Base64url (RFC 4648, 5) of the UTF-8 bytes of a text, without padding. */
export function encodeText(text: string): string {
  return Buffer.from(text, "utf8").toString("base64url");
}

/** The text behind base64url. It does not check its input: prove the input first. */
export function decodeText(encoded: string): string {
  return Buffer.from(encoded, "base64url").toString("utf8");
}
