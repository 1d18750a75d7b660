import type { Session } from "../session-types.ts";
import { ask } from "./request.ts";
import {
  changeCount,
  countChange,
  isWaiting,
  knownSession,
  learn,
  learnAndAnnounce,
} from "./store.ts";

interface Reading {
  readonly abort: AbortController;
  readonly done: Promise<boolean>;
}

/** The wait before the second try while the session is unknown, and the longest wait; milliseconds. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

let running: Reading | undefined;
let next: Promise<boolean> | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let wait = FIRST_WAIT;

/**
 * Reads the session. Calls at the same time share one request. Returns whether the server answered.
 *
 * @param quiet does not let other tabs know
 */
export function refresh(quiet = false): Promise<boolean> {
  if (running) return running.done;
  clearTimeout(retry);
  const abort = new AbortController();
  const reading = { abort, done: read(quiet, abort.signal) };
  running = reading;
  void reading.done.then((answered) => {
    if (running === reading) running = undefined;
    if (answered) wait = FIRST_WAIT;
    else if (running === undefined && isWaiting()) tryLater();
  });
  return reading.done;
}

/** Reads the session with a request that begins after this call. */
export function refreshAfterChange(quiet = false): Promise<boolean> {
  if (!running) return refresh(quiet);
  const changes = changeCount();
  next ??= running.done.then((answered) => {
    next = undefined;
    return changes === changeCount() ? refresh(quiet) : answered;
  });
  return next;
}

/**
 * Drops the reads that have begun, because this tab changes the session. Their answers are outdated,
 * and their cookies could restore a session that has ended.
 */
export function dropReads(): void {
  countChange();
  running?.abort.abort();
  running = undefined;
  next = undefined;
}

/** Ends the retries of a page without a provider. */
export function stopRetries(): void {
  clearTimeout(retry);
  wait = FIRST_WAIT;
}

async function read(quiet: boolean, signal: AbortSignal): Promise<boolean> {
  const changes = changeCount();
  const answer = await ask<Session>("session", { signal });
  if (changes !== changeCount()) return true;
  if (answer.kind === "value") {
    if (quiet) learn(answer.value, "read");
    else learnAndAnnounce(answer.value, "read");
  }
  // A site without these routes has no sessions. Only a good answer ends a known session.
  if (answer.kind === "refused" && knownSession() === undefined) learn(null, "read");
  return answer.kind !== "failed";
}

/** An unknown session is read again until the server answers, because an outage signs nobody out. */
function tryLater(): void {
  clearTimeout(retry);
  retry = setTimeout(refresh, wait / 2 + (Math.random() * wait) / 2);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}
