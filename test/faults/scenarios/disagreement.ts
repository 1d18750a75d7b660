import { setTimeout as delay } from "node:timers/promises";
import type { Store } from "signet-auth";
import type { Operation } from "../history/operation.ts";

/** After this time, the server has finished all operations of a killed process; milliseconds. */
const SETTLED_AFTER = 3_000;

/** The ids on which a store's list and its records differ. */
export interface Disagreement {
  /** Listed sessions without a record. */
  readonly ghosts: readonly string[];
  /** Records that are not listed. Users could not end them, and the session limit would not count them. */
  readonly orphans: readonly string[];
}

/** Compares the lists with the records, for all sessions that a history created. */
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
