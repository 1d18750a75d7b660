import type { Session } from "../session-types.ts";

/** The revision of a visitor without a session. */
export const SIGNED_OUT = "0";

/**
 * Returns a short text that changes with the content of a session. `expires` does not count, because
 * it changes with every read.
 */
export function revisionOf(session: Session | null): string {
  if (session === null) return SIGNED_OUT;
  const text = JSON.stringify({ ...session, expires: undefined });
  return hash(text, 0x811c9dc5).toString(36) + hash(text, 0x9747b28c).toString(36);
}

/** FNV-1a with 32 bits. Nothing secret depends on it. */
function hash(text: string, start: number): number {
  let value = start;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value >>> 0;
}
