/** The longest address that SMTP carries (RFC 5321, section 4.5.3.1.3); characters. */
const LONGEST_ADDRESS = 254;

/**
 * Parses an e-mail address. Returns it in one normal form (NFKC, lower case), or `null` for a text that
 * is no plain address. Quotes, commas, spaces, control characters and a second `@` are refused, because
 * mail programs route such addresses in different ways (GHSA-7rqj-j65f-68wh, GHSA-5jpx-9hw9-2fx4).
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
  return /^[^\s"'`,;:<>()[\]\\@\p{Cc}\p{Cf}]{1,64}@[^\s"'`,;:<>()[\]\\@\p{Cc}\p{Cf}]+\.[^\s"'`,;:<>()[\]\\@\p{Cc}\p{Cf}.]{2,}$/u.test(
    email,
  )
    ? email
    : null;
}
