import { LONGEST_WAIT } from "../../../lib/practice/progress/limits";
import type { Unsent } from "./outbox";

/** Milliseconds until a request counts as failed. Other tabs wait as long. */
const TIMEOUT = 10_000;

/** Statuses that the same event gets at each attempt. */
const FINAL = new Set([400, 409, 413, 415, 422]);

export type Posted =
  | { readonly outcome: "kept" }
  /** The server will never accept the event. */
  | { readonly outcome: "refused" }
  /** The server may accept the event later. `after` is in milliseconds. */
  | { readonly outcome: "failed"; readonly after: number | null };

/** Sends one event to the server. Never throws. */
export async function postEvent(unsent: Unsent): Promise<Posted> {
  if (ageOf(unsent) > LONGEST_WAIT) return { outcome: "refused" };
  try {
    let response = await send("/api/practice/events", unsent);
    // The session has ended. If another tab has signed in since, the second request has its session.
    if (response.status === 401) response = await send("/api/practice/events?session=new", unsent);
    const { ok, status, headers } = response;
    if (ok) return { outcome: "kept" };
    if (FINAL.has(status)) return { outcome: "refused" };
    const seconds = Number(headers.get("retry-after"));
    return { outcome: "failed", after: seconds > 0 ? seconds * 1_000 : null };
  } catch {
    return { outcome: "failed", after: null };
  }
}

function send(address: string, unsent: Unsent): Promise<Response> {
  return fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...unsent.event, age: ageOf(unsent) }),
    cache: "no-store",
    // The request continues when the visitor leaves the page.
    keepalive: true,
    signal: AbortSignal.timeout(TIMEOUT),
  });
}

function ageOf({ answeredAt }: Unsent): number {
  return Math.max(0, Date.now() - answeredAt);
}
