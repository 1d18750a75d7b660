import { SignetError } from "../errors.ts";

/** Device texts are cut here; characters. */
const LONGEST_DEVICE_TEXT = 256;

/**
 * Whether every store keeps a text as it is: databases refuse, cut or replace control characters, NUL
 * above all, and halves of characters (lone surrogates).
 */
export function isPlainText(value: unknown): value is string {
  return typeof value === "string" && value.isWellFormed() && !/\p{Cc}/u.test(value);
}

/** @throws {SignetError} `invalid-input` for anything but 1 to 255 characters of plain text. */
export function parseUserId(userId: unknown): string {
  if (isPlainText(userId) && /^.{1,255}$/su.test(userId)) return userId;
  throw new SignetError(
    "invalid-input",
    "userId must be a text of 1 to 255 characters, none of them a control character or a lone surrogate.",
  );
}

/**
 * What an application says of a device, cut at 256 characters; `null` where it says nothing.
 *
 * @throws {SignetError} `invalid-input` for what is no plain text.
 */
export function parseDeviceText(text: unknown, member: string): string | null {
  if (text === undefined || text === null) return null;
  if (isPlainText(text)) return cut(text);
  throw new SignetError(
    "invalid-input",
    `device.${member} must be a text without control characters and lone surrogates, or be left out.`,
  );
}

/** What a client says of itself, made plain: nobody is refused for the sake of a header. */
export function plainHeader(text: string | null): string | null {
  return text === null ? null : cut(text.toWellFormed().replace(/\p{Cc}/gu, "\ufffd"));
}

/** The first characters of a text, none of them cut in half. */
function cut(text: string): string {
  const start = text.slice(0, LONGEST_DEVICE_TEXT);
  return start.isWellFormed() ? start : start.slice(0, -1);
}
