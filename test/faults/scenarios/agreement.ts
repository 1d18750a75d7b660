import { setTimeout as delay } from "node:timers/promises";
import type { Store } from "signet-auth";
import type { Operation } from "../history/operation.ts";

/** Longer than what a killed process had under way goes on at the server; milliseconds. */
const SETTLED_AFTER = 3_000;

/** Where a store's two views of a user differ. */
export interface Disagreement {
  /** Listed, but cannot be found. */
  readonly ghosts: readonly string[];
  /** Found, but not listed: nobody could see or end them, and the limit would not count them. */
  readonly orphans: readonly string[];
}

/** Compares what is listed with what is found, of all sessions that a history speaks of. */
export async function disagreement(
  store: Store,
  history: readonly Operation[],
): Promise<Disagreement> {
  const created = history.flatMap(({ call }) =>
    call.kind === "create" || call.kind === "adopt" ? call : [],
  );
  const deadline = Date.now() + SETTLED_AFTER;
  for (;;) {
    const found = await compare(store, created);
    const agrees = found.ghosts.length + found.orphans.length === 0;
    if (agrees || Date.now() > deadline) return found;
    await delay(100);
  }
}

async function compare(
  store: Store,
  created: readonly { readonly id: string; readonly userId: string }[],
): Promise<Disagreement> {
  const ghosts: string[] = [];
  const orphans: string[] = [];
  for (const [userId, calls] of Map.groupBy(created, (call) => call.userId)) {
    const listed = (await store.listByUser(userId, Date.now())).map(({ id }) => id);
    const found: string[] = [];
    for (const { id } of calls) if ((await store.find(id)) !== null) found.push(id);
    ghosts.push(...listed.filter((id) => !found.includes(id)));
    orphans.push(...found.filter((id) => !listed.includes(id)));
  }
  return { ghosts, orphans };
}
