import { type AdoptionCandidate, type Bar, type Store, tagOf } from "../contract.ts";
import { ADOPT, BAR_EVERYBODY, BAR_SESSION, BAR_USER, FIND_TO_ADOPT } from "./adoption-scripts.ts";
import type { Send } from "./connection/send.ts";
import { readKey } from "./read-key.ts";
import { checkTag, MARGIN, secretText, timeToLive, toRecord, toValue } from "./record.ts";
import { run } from "./run-script.ts";
import type { Keys } from "./schema.ts";
import { REVOKE } from "./scripts.ts";

/**
 * What the contract says of sessions that come from another strategy. What bars everybody is in a slot
 * of its own: a session that began while it was set is taken back.
 */
export function adoptionOn(
  read: Send,
  write: Send,
  keys: Keys,
): Pick<Store, "adopt" | "findToAdopt" | "bar"> {
  async function everybody(): Promise<string> {
    return String((await readKey(read, keys.barOfAll)) ?? "");
  }

  return {
    async adopt({ record, mayBegin, secretHashes, until }) {
      const { id, userId, createdAt, renewedAt, expiresAt } = record;
      checkTag(record);
      const names = [keys.record(id), keys.index(userId), keys.mark(id), keys.bars(userId)];
      const args = [
        toValue(record),
        id,
        createdAt,
        timeToLive(renewedAt, expiresAt),
        timeToLive(renewedAt, until),
        Number(mayBegin),
        await everybody(),
        secretHashes === null ? "" : secretText(record.secretHash),
        ...(secretHashes ?? []).map(secretText),
      ];
      const outcome = await run(write, ADOPT, names, args);
      if (!isNumber(outcome)) return { record: toRecord(id, outcome), isNew: false };
      if (Number(outcome) === 0) return null;
      if (!isBefore(createdAt, await everybody())) return { record, isNew: true };
      await run(write, REVOKE, [keys.record(id)], [id, keys.indexPrefix(tagOf(id))]);
      return null;
    },

    async findToAdopt({ id, userId, createdAt }: AdoptionCandidate) {
      const names = [keys.record(id), keys.mark(id), keys.bars(userId)];
      const [found, bar] = await Promise.all([
        run(read, FIND_TO_ADOPT, names, [id, createdAt]),
        everybody(),
      ]);
      if (!isNumber(found)) return toRecord(id, found);
      return Number(found) === 1 || isBefore(createdAt, bar) ? "barred" : null;
    },

    async bar(bar: Bar) {
      switch (bar.kind) {
        case "session":
          await run(write, BAR_SESSION, [keys.mark(bar.id)], [timeToLive(bar.now, bar.until)]);
          return;
        case "user": {
          const { userId, exceptId, now, until } = bar;
          const args = [exceptId ?? "", now, until - now + MARGIN, timeToLive(now, until)];
          await run(write, BAR_USER, [keys.bars(userId)], args);
          return;
        }
        case "everybody":
          await run(write, BAR_EVERYBODY, [keys.barOfAll], [bar.now]);
      }
    },
  };
}

/** Clients can be told to hand out numbers as text; a record's value is longer. */
function isNumber(answer: unknown): boolean {
  return /^\d$/.test(String(answer));
}

function isBefore(createdAt: number, bar: string): boolean {
  return bar !== "" && createdAt <= Number(bar);
}
