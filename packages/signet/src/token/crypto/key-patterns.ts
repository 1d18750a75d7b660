/** Patterns that recognize binary keys, in a text with one character for each byte. */

/** Creates a pattern from bytes in hexadecimal. `..` is any byte, `07-0b` a range. */
function octets(pattern: string): string {
  return pattern.split(" ").map(octet).join("");
}

/**
 * Creates the pattern of one byte. In bytes that were decoded as text, U+FFFD may stand for a byte
 * above 7f, and one character for several.
 */
function octet(text: string): string {
  if (text === "..") return "[^]";
  const [first, last = first] = text.split("-");
  if (last === "ff") return `[\\x${first}-\\uffff]`;
  return `[\\x${first}-\\x${last}${String(last) < "80" ? "" : "\\ufffd"}]`;
}

function anyOf(...patterns: readonly string[]): string {
  return `(?:${patterns.map(octets).join("|")})`;
}

/**
 * Matches the start of keys of RFC 8017, appendix A.1, and RFC 5915, section 3, which may have no
 * algorithm identifier.
 */
export const DER_START: RegExp = new RegExp(
  `^\\s*${anyOf(
    "30 81 .. 02 81 .. 00 80-ff",
    "30 82 .. .. 02 81 .. 00 80-ff",
    "30 82 .. .. 02 82 .. .. 00 80-ff",
    "30 82 .. .. 02 01 00 02 81 .. 00 80-ff",
    "30 82 .. .. 02 01 00 02 82 .. .. 00 80-ff",
    "30 .. 02 01 01 04 14-42",
    "30 81 .. 02 01 01 04 14-42",
  )}`,
);

/** Matches the algorithm identifiers in keys and certificates. */
export const DER: RegExp = new RegExp(
  anyOf(
    // PKCS #1, #5, #7 and #12.
    "06 07-0b 2a 86 48 86 f7 0d 01 01",
    "06 07-0b 2a 86 48 86 f7 0d 01 05",
    "06 07-0b 2a 86 48 86 f7 0d 01 07",
    "06 07-0b 2a 86 48 86 f7 0d 01 0c",
    // DSA, and the curves of ANSI X9.62.
    "06 07-09 2a 86 48 ce 38",
    "06 07-09 2a 86 48 ce 3d",
    // X25519, X448, Ed25519 and Ed448 (RFC 8410, section 3).
    "30 05 06 03 2b 65 6e-71",
    // The signatures and key encapsulations of FIPS 203 to 205.
    "30 0b 06 09 60 86 48 01 65 03 04 03",
    "30 0b 06 09 60 86 48 01 65 03 04 04",
  ),
);

/** Matches the SSH wire form of a key (RFC 4253, section 6.6), and OpenSSH's private key files. */
export const SSH_BYTES: RegExp = /\0\0\0.(?:sk-)?(?:ssh-|ecdsa-)|openssh-key-v1\0/s;
