import { randomUUID } from "node:crypto";

/**
 * No other user id has this prefix: an account has a UUID, which consists of hexadecimal digits, or the
 * prefix `demo-`.
 */
export const GUEST_PREFIX = "guest_";

/** Returns the user id of a new guest: a visitor who practises without an account. */
export function newGuestId(): string {
  return GUEST_PREFIX + randomUUID();
}

/** Checks whether a user id belongs to a guest. */
export function isGuest(userId: string): boolean {
  return userId.startsWith(GUEST_PREFIX);
}
