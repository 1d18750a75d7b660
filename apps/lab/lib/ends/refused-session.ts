import "server-only";
import { cookieHeld } from "../cookie-held";
import type { StoredSide } from "../strategies";

export interface RefusedSession {
  readonly id: string;
  /** `null` where the cookie does not tell. */
  readonly userId: string | null;
}

/**
 * Which session the cookie of this browser stands for. Ask only when a reading has refused it as
 * revoked: then a hybrid token is proven. An opaque cookie's secret can be compared with nothing any
 * more, so nothing that is secret may hang on its id.
 */
export async function refusedSession(side: StoredSide): Promise<RefusedSession | null> {
  const cookie = await cookieHeld(side);
  if (cookie?.kind === "opaque") return { id: cookie.id, userId: null };
  if (cookie?.kind !== "jwt") return null;
  const { sid, sub } = cookie.claims;
  return typeof sid === "string" ? { id: sid, userId: typeof sub === "string" ? sub : null } : null;
}
