/** The cookie with the random name of a browser's mailbox. */
export const MAILBOX_COOKIE = "lab-mailbox";

/** Returns the name of a new mailbox: 128 random bits. */
export function newMailbox(): string {
  return crypto.randomUUID().replaceAll("-", "");
}

export function isMailbox(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{32}$/.test(value);
}
