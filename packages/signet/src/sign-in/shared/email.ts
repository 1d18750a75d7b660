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
 * is no plain address. Quotation marks, commas, spaces, control characters and a second `@` are refused,
 * because mail programs route such addresses in different ways (GHSA-7rqj-j65f-68wh,
 * GHSA-5jpx-9hw9-2fx4). An apostrophe before the `@` is allowed, because people have such names.
 *
 * @example
 * ```ts
 * import { parseEmail } from "signet-auth/sign-in";
 *
 * const email = parseEmail(" Ada@Example.com "); // "ada@example.com"
 * ```
 */
export function parseEmail(value: unknown): string | null {
  if (typeof value !== "string" || !value.isWellFormed()) return null;
  const email = value.trim().normalize("NFKC").toLowerCase();
  if (email.length > LONGEST_ADDRESS) return null;
  return /^[^\s"`,;:<>()[\]\\@\p{Cc}\p{Cf}]{1,64}@[^\s"'`,;:<>()[\]\\@\p{Cc}\p{Cf}]+\.[^\s"'`,;:<>()[\]\\@\p{Cc}\p{Cf}.]{2,}$/u.test(
    email,
  )
    ? email
    : null;
}
