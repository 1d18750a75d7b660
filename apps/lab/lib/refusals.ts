import "server-only";

/** When a session that was ended was first refused here. */
export interface Refusal {
  readonly userId: string;
  /** How long after its end was written in the store; milliseconds. */
  readonly after: number;
}

/** So many are remembered. */
const MOST = 1_000;

declare global {
  /** By session. Of the process, because Next builds pages and routes apart. */
  var labRefusals: Map<string, Refusal> | undefined;
}

function known(): Map<string, Refusal> {
  globalThis.labRefusals ??= new Map();
  return globalThis.labRefusals;
}

/** Remembers the first refusal of a session. */
export function noteRefusal(session: string, refusal: Refusal): void {
  const refusals = known();
  if (refusals.has(session)) return;
  refusals.set(session, refusal);
  const [oldest] = refusals.keys();
  if (refusals.size > MOST && oldest !== undefined) refusals.delete(oldest);
}

/** How long it took to refuse a session of this user; milliseconds, `null` while nobody was refused. */
export function refusedAfter(session: string, userId: string): number | null {
  const refusal = known().get(session);
  return refusal?.userId === userId ? refusal.after : null;
}
