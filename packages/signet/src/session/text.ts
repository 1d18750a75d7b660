import { SignetError } from "../errors.ts";

/** The maximum length of a device text; UTF-16 code units. */
const LONGEST_DEVICE_TEXT = 256;

/**
 * Checks whether a value is a text that every store keeps unchanged. Databases refuse, cut or replace
 * control characters (NUL in particular) and lone surrogates, so these are not allowed.
 */
export function isPlainText(value: unknown): value is string {
  return typeof value === "string" && value.isWellFormed() && !/\p{Cc}/u.test(value);
}

/**
 * Checks a user id.
 *
 * @param member the name of the value, for the error message.
 * @throws {SignetError} `invalid-input` unless it is a plain text of 1 to 255 characters.
 */
export function parseUserId(userId: unknown, member: string = "userId"): string {
  if (isPlainText(userId) && /^.{1,255}$/su.test(userId)) return userId;
  throw new SignetError(
    "invalid-input",
    `${member} must be a text of 1 to 255 characters without control characters and lone surrogates. Pass the id of the user as a text, for example String(user.id).`,
  );
}

/**
 * Checks a device text of the application. Returns it cut at 256 characters, or `null` if it is missing.
 *
 * @param member the member of `device`, for the error message.
 * @throws {SignetError} `invalid-input` for a value that is no plain text.
 */
export function parseDeviceText(text: unknown, member: string): string | null {
  if (text === undefined || text === null) return null;
  if (isPlainText(text)) return cut(text);
  throw new SignetError(
    "invalid-input",
    `device.${member} must be a text without control characters and lone surrogates. Remove these characters, or leave it out.`,
  );
}

/**
 * Converts a text of a client or a provider to plain text, cut at 256 characters. Characters that are not
 * allowed are replaced, because such a text must not make a sign-in fail.
 */
export function plainText(text: string | null): string | null {
  return text === null ? null : cut(text.toWellFormed().replace(/\p{Cc}/gu, "\ufffd"));
}

/** Cuts a text without splitting a surrogate pair. */
function cut(text: string): string {
  const start = text.slice(0, LONGEST_DEVICE_TEXT);
  return start.isWellFormed() ? start : start.slice(0, -1);
}
