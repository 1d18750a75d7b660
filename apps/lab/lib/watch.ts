import "server-only";
import type { DecidedBy } from "signet-auth/next";
import { hybridAuth, hybridStore } from "./auth";
import { endOf } from "./ends/ends";
import { refusedSession } from "./ends/refused-session";
import type { SessionEnd } from "./ends/session-end";
import { noteRefusal } from "./refusals";

/** Whether a session of the hybrid side is live, and what told. */
export type Watched =
  | { readonly status: "active"; readonly decidedBy: DecidedBy }
  | {
      readonly status: "revoked";
      /** How long it had been over by the store's clock; milliseconds, `null` when that is forgotten. */
      readonly after: number | null;
      /** Who ended it and when; `null` where nobody noted it. */
      readonly end: SessionEnd | null;
    }
  /** `signed-out`: this browser holds no cookie of the session, or one that is refused for another reason. */
  | { readonly status: "unavailable" | "signed-out" };

const SIGNED_OUT = { status: "signed-out" } as const;

/**
 * Reads this request as any request of this moment would be read.
 *
 * @param session which session is meant; another than the browser's is signed out in it.
 */
export async function watch(session: string | null): Promise<Watched> {
  const isMeant = (id: string) => session === null || session === id;
  const reading = await hybridAuth.read();
  if (reading.status === "active") {
    const { decidedBy } = reading;
    return isMeant(reading.session.id) ? { status: "active", decidedBy } : SIGNED_OUT;
  }
  if (reading.status === "unavailable") return { status: "unavailable" };
  if (reading.status === "anonymous" || reading.reason !== "revoked") return SIGNED_OUT;
  const refused = await refusedSession("hybrid");
  if (refused === null) return { status: "revoked", after: null, end: null };
  const { id, userId } = refused;
  if (!isMeant(id)) return SIGNED_OUT;
  // Refused is refused: an outage now only leaves open how soon.
  const [after, end] = await Promise.all([sinceItsEnd(id).catch(() => null), endOf("hybrid", id)]);
  if (after !== null && userId !== null) noteRefusal({ session: id, userId, after });
  return { status: "revoked", after, end };
}

/** Both ends of the time are of one clock, the store's, whichever server ended the session. */
async function sinceItsEnd(session: string): Promise<number | null> {
  for (let cursor: string | null = null; ; ) {
    const page = await hybridStore.revocationsSince(cursor, 10_000);
    const end = page.events.find(
      ({ sessionId, version }) => sessionId === session && version === null,
    );
    if (end !== undefined) return page.time - end.at;
    if (page.isLast) return null;
    cursor = page.cursor;
  }
}
