import type { Session } from "../session-types.ts";
import { getCsrfToken } from "./read.ts";
import { dropReads, refresh } from "./refresh.ts";
import { ask } from "./request.ts";
import { changeCount, isWaiting, learnAndAnnounce } from "./store.ts";

let last: Promise<unknown> = Promise.resolve();

/**
 * Sends data to the server's `jwt` callback and takes over the session that the server returns. Without
 * data it reads the session. Updates run one after another. Returns `null` without a session, and when
 * the server does not answer; then the session of the page stays.
 */
export function update(data?: unknown): Promise<Session | null> {
  const result = last.then(() => send(data));
  last = result.catch(() => undefined);
  return result;
}

async function send(data: unknown): Promise<Session | null> {
  const csrfToken = await getCsrfToken();
  dropReads();
  const changes = changeCount();
  const answer = await ask<Session>("session", { body: { csrfToken, data } });
  // A sign-out that came between counts.
  if (changes !== changeCount()) return answer.kind === "value" ? answer.value : null;
  dropReads();
  if (answer.kind === "value") {
    learnAndAnnounce(answer.value, "change");
    return answer.value;
  }
  if (isWaiting()) void refresh();
  return null;
}
