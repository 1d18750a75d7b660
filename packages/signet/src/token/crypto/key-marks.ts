/** The octets by which keys in binary are known, in text that has one character for each. */

/** A pattern of octets in hexadecimal: `..` is any, `07-0b` one of several. */
function octets(pattern: string): string {
  return pattern.split(" ").map(octet).join("");
}

/** Beyond ASCII, U+FFFD may stand for an octet, or any letter for several: bytes that were read as text. */
function octet(text: string): string {
  if (text === "..") return "[^]";
  const [first, last = first] = text.split("-");
  if (last === "ff") return `[\\x${first}-\\uffff]`;
  return `[\\x${first}-\\x${last}${String(last) < "80" ? "" : "\\ufffd"}]`;
}

function anyOf(...patterns: readonly string[]): string {
  return `(?:${patterns.map(octets).join("|")})`;
}

/** The keys of RFC 8017, A.1, and of RFC 5915, 3, which need not name their kind, by how they begin. */
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

/** The identifiers of algorithms that keys and certificates have inside. */
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
    // X25519, X448, Ed25519 and Ed448 (RFC 8410, 3).
    "30 05 06 03 2b 65 6e-71",
    // The signatures and the encapsulations of FIPS 203 to 205.
    "30 0b 06 09 60 86 48 01 65 03 04 03",
    "30 0b 06 09 60 86 48 01 65 03 04 04",
  ),
);

/** The form in which SSH sends a key (RFC 4253, 6.6), and OpenSSH's file of a private one. */
export const SSH_BYTES: RegExp = /\0\0\0.(?:sk-)?(?:ssh-|ecdsa-)|openssh-key-v1\0/s;
