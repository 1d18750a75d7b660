/** The longest address and the longest local part that SMTP carries (RFC 5321, section 4.5.3.1); bytes. */
const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL_PART = 64;

/**
 * A local part without quotes: parts that dots or apostrophes join, as in o'neil (RFC 5321, section 4.1.2;
 * RFC 6531, section 3.3).
 */
const LOCAL_PART =
  /^[\p{L}\p{M}\p{N}!#$%&*+/=?^_{|}~-]+([.'][\p{L}\p{M}\p{N}!#$%&*+/=?^_{|}~-]+)*$/u;
/** A host name of at least two labels. The last one has two characters or more. */
const HOST =
  /^([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}]$/u;

/**
 * Parses an e-mail address. Returns it in one normal form (NFKC, lower case), or `null` for a text that
 * is no plain address. Quotes, commas, spaces, control characters, invisible characters and a second `@`
 * are refused, because mail programs route such addresses in different ways (GHSA-7rqj-j65f-68wh,
 * GHSA-5jpx-9hw9-2fx4). Accents stay, so `é` and `e` are different addresses.
 *
 * @example
 * ```ts
 * import { parseEmail } from "signet-auth/sign-in";
 *
 * const email = parseEmail(" Ada@Example.com "); // "ada@example.com"
 * ```
 */
export function parseEmail(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 2 * LONGEST_ADDRESS) return null;
  if (!value.isWellFormed()) return null;
  // The lower case of a character can have another normal form: of J with a caron, for example.
  const email = value.trim().normalize("NFKC").toLowerCase().normalize("NFKC");
  if (/\p{Default_Ignorable_Code_Point}/u.test(email)) return null;
  const [local = "", host = "", ...more] = email.split("@");
  if (more.length > 0 || bytesIn(email) > LONGEST_ADDRESS) return null;
  if (bytesIn(local) > LONGEST_LOCAL_PART || !LOCAL_PART.test(local)) return null;
  return HOST.test(host) ? email : null;
}

function bytesIn(text: string): number {
  return new TextEncoder().encode(text).length;
}
