import "server-only";
import { createSignet } from "signet-auth";
import { hybridStore, settings } from "./auth";
import { cookieHeld } from "./cookie-held";
import { noteRefusal } from "./refusals";

/** Whether a session of the hybrid side is live, and what told. */
export type Watched =
  | { readonly status: "active"; readonly decidedBy: "view" | "store" | "token" }
  /** How long it had been over by the store's clock; milliseconds, `null` when that is forgotten. */
  | { readonly status: "revoked"; readonly after: number | null }
  | { readonly status: "unavailable" | "signed-out" };

// Made on first use: a build has no secret.
let engine: ReturnType<typeof newEngine> | null = null;
const newEngine = () => createSignet(settings.hybrid);

/** As any request of this moment would be answered. */
export async function watch(request: Request): Promise<Watched> {
  engine ??= newEngine();
  const reading = await engine.read(request);
  if (reading.status === "active") return { status: "active", decidedBy: reading.decidedBy };
  if (reading.status === "unavailable") return { status: "unavailable" };
  if (reading.status === "anonymous" || reading.reason !== "revoked") {
    return { status: "signed-out" };
  }
  const cookie = await cookieHeld("hybrid");
  if (cookie?.kind !== "jwt") return { status: "signed-out" };
  // Proven, or it would have been refused for another reason.
  const [session, userId] = [String(cookie.claims["sid"]), String(cookie.claims["sub"])];
  const after = await sinceItsEnd(session);
  if (after !== null) noteRefusal(session, { userId, after });
  return { status: "revoked", after };
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
