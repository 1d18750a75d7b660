import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { hybridAuth } from "../auth";
import type { Send } from "./event-stream";
import { subscribeToRefusals } from "./refusal-log";
import { readSessionStatus, type SessionStatus } from "./session-status";

/** Milliseconds between two checks without I/O. */
const CHECK_INTERVAL = 250;
/** Milliseconds between two checks that read the store. */
const STORE_CHECK_INTERVAL = 2_000;

/**
 * Sends the status of the browser's hybrid session: a `watched` event for each change of the status, and
 * a `refused` event when this server refuses another session of the same user after its end.
 *
 * @param session the id of the session. `null` stands for the session of the cookie.
 * @returns when the session has ended or the signal is aborted.
 */
export async function sendSessionStatus(
  session: string | null,
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  const unsubscribe = await sendRefusals(send);
  try {
    for (let last = ""; !signal.aborted; ) {
      const status = await readSessionStatus(session);
      const text = JSON.stringify(status);
      if (text !== last) send("watched", { ...status, now: Date.now() });
      last = text;
      if (status.status === "revoked" || status.status === "signed-out") return;
      await delay(intervalAfter(status), undefined, { signal }).catch(() => {});
    }
  } finally {
    unsubscribe();
  }
}

function intervalAfter(status: SessionStatus): number {
  const isFromView = status.status === "active" && status.decidedBy === "view";
  return isFromView ? CHECK_INTERVAL : STORE_CHECK_INTERVAL;
}

async function sendRefusals(send: Send): Promise<() => void> {
  const reading = await hybridAuth.read();
  if (reading.status !== "active") return () => {};
  const { id, userId } = reading.session;
  return subscribeToRefusals(userId, ({ session, after }) => {
    if (session !== id) send("refused", { session, after });
  });
}
