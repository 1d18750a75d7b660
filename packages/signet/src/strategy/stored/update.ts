import { SignetError } from "../../errors.ts";
import { backOff } from "../../retry.ts";
import type { SessionRecord, Store } from "../../store/contract.ts";
import type { Ask } from "./ask.ts";

/** Concurrent writers that an update gives way to before it gives up. */
const UPDATE_TRIES = 64;
/** The longest wait before the next try; milliseconds. */
const LONGEST_WAIT = 128;

/**
 * Replaces a session's data, also while other writers do the same. Returns the record after the update;
 * `null` when the session has ended.
 *
 * @param change returns the new data; called again after a concurrent update. Its errors are passed on.
 * @throws {SignetError} `update-conflict` after 64 concurrent updates in a row.
 */
export async function updateRecord(
  { store, ask }: { readonly store: Store; readonly ask: Ask },
  id: string,
  change: (record: SessionRecord) => Promise<string>,
): Promise<SessionRecord | null> {
  for (let tries = 0; tries < UPDATE_TRIES; tries++) {
    const record = await ask(() => store.find(id));
    if (record === null) return null;
    const data = await change(record);
    const update = { data, ifVersion: record.version };
    if (await ask(() => store.update(id, update))) {
      return { ...record, data, version: record.version + 1 };
    }
    await backOff(tries, LONGEST_WAIT);
  }
  throw new SignetError(
    "update-conflict",
    `The session's data was changed by others ${UPDATE_TRIES} times in a row. Nothing was written: try again.`,
  );
}
