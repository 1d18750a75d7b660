import "server-only";
import { requestCookie } from "../cookie/request-cookie";
import type { StoredStrategy } from "../strategies";

export interface RejectedSession {
  readonly id: string;
  /** `null` when the cookie does not contain the user id. */
  readonly userId: string | null;
}

/**
 * Returns the session of a cookie that a reading has rejected as revoked. Call it only after such a
 * reading: then a hybrid token is verified. The secret of an opaque cookie cannot be verified, because
 * its record no longer exists. So its id must not give access to secret data.
 */
export async function rejectedSession(strategy: StoredStrategy): Promise<RejectedSession | null> {
  const cookie = await requestCookie(strategy);
  if (cookie?.kind === "opaque") return { id: cookie.id, userId: null };
  if (cookie?.kind !== "jwt") return null;
  const { sid, sub } = cookie.claims;
  return typeof sid === "string" ? { id: sid, userId: typeof sub === "string" ? sub : null } : null;
}
