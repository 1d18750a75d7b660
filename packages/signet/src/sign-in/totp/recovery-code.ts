/** Crockford's base 32: no letter looks like a digit. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/**
 * 24 letters are 120 random bit. From 112 bit on a fast hash without salt is enough (ASVS 5.0, 6.5.2), so
 * the hash can be the id under which the store finds the code.
 */
const LETTERS = 24;
const GROUP = 6;

/** A new code: its letters, and the text that the user sees. */
export interface RecoveryCode {
  readonly letters: string;
  /** Four groups of six letters. */
  readonly shown: string;
}

export function newRecoveryCode(): RecoveryCode {
  const bytes = crypto.getRandomValues(new Uint8Array(LETTERS));
  // 256 is a multiple of 32, so every letter is equally likely.
  const letters = Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join("");
  const groups = letters.match(new RegExp(`.{${GROUP}}`, "g")) ?? [];
  return { letters, shown: groups.join("-") };
}

/**
 * Returns the letters of a typed code; `null` for another text. Case, spaces and hyphens do not count, and
 * `o`, `i` and `l` are read as the digits that they look like.
 */
export function parseRecoveryCode(text: string | null): string | null {
  if (text === null) return null;
  const letters = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s-]/g, "")
    .replaceAll("o", "0")
    .replace(/[il]/g, "1");
  return letters.length === LETTERS && [...letters].every((one) => ALPHABET.includes(one))
    ? letters
    : null;
}
