import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { hybridAuth } from "../auth";
import { onRefusals } from "../refusals";
import { type Watched, watch } from "../watch";
import type { Send } from "./event-stream";

/** Milliseconds between two looks that cost no I/O. */
const EVERY = 250;
/** Milliseconds between two looks that ask the store. */
const SELDOM = 2_000;

/**
 * Follows a session of the hybrid side for the browser that holds its cookie: sends `watched` whenever
 * its state changes, and `refused` for each other session of its user that this server refused after its end.
 *
 * @param session which session is meant; `null` for the one of the cookie.
 * @returns when the session is over or the signal is aborted.
 */
export async function follow(
  session: string | null,
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  const stopListening = await listenForRefusals(send);
  try {
    for (let last = ""; !signal.aborted; ) {
      const watched = await watch(session);
      const text = JSON.stringify(watched);
      if (text !== last) send("watched", { ...watched, now: Date.now() });
      last = text;
      if (watched.status === "revoked" || watched.status === "signed-out") return;
      await delay(pauseAfter(watched), undefined, { signal }).catch(() => {});
    }
  } finally {
    stopListening();
  }
}

function pauseAfter(watched: Watched): number {
  return watched.status === "active" && watched.decidedBy === "view" ? EVERY : SELDOM;
}

async function listenForRefusals(send: Send): Promise<() => void> {
  const reading = await hybridAuth.read();
  if (reading.status !== "active") return () => {};
  const { id, userId } = reading.session;
  return onRefusals(userId, ({ session, after }) => {
    if (session !== id) send("refused", { session, after });
  });
}
