import type { Send } from "../../database/redis/connection/send.ts";
import { type AdoptionCandidate, type Bar, type Store, tagOf } from "../contract.ts";
import { ADOPT, BAR_EVERYBODY, BAR_SESSION, BAR_USER, FIND_TO_ADOPT } from "./adoption-scripts.ts";
import { readKey } from "./read-key.ts";
import { checkTag, MARGIN, secretText, timeToLive, toRecord, toValue } from "./record.ts";
import { runScript } from "./run-script.ts";
import type { Keys } from "./schema.ts";
import { REVOKE } from "./scripts.ts";

/**
 * Implements the adoption part of the contract. A mark is the remembered id of an adopted or barred session.
 * The bar of everybody is in another slot than the sessions, so no script can read both. `adopt` reads this
 * bar before and after, and deletes a session that it added while the bar was set.
 */
export function adoptionOn(
  read: Send,
  write: Send,
  keys: Keys,
): Pick<Store, "adopt" | "findToAdopt" | "bar"> {
  /** Returns the latest creation time that is barred for all users, or `""`. */
  async function barOfAll(): Promise<string> {
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
        await barOfAll(),
        secretHashes === null ? "" : secretText(record.secretHash),
        ...(secretHashes ?? []).map(secretText),
      ];
      const outcome = await runScript(write, ADOPT, names, args);
      if (!isNumber(outcome)) return { record: toRecord(id, outcome), isNew: false };
      if (Number(outcome) === 0) return null;
      if (!isBarredBy(createdAt, await barOfAll())) return { record, isNew: true };
      await runScript(write, REVOKE, [keys.record(id)], [id, keys.indexPrefix(tagOf(id))]);
      return null;
    },

    async findToAdopt({ id, userId, createdAt }: AdoptionCandidate) {
      const names = [keys.record(id), keys.mark(id), keys.bars(userId)];
      const [found, bar] = await Promise.all([
        runScript(read, FIND_TO_ADOPT, names, [id, createdAt]),
        barOfAll(),
      ]);
      if (!isNumber(found)) return toRecord(id, found);
      return Number(found) === 1 || isBarredBy(createdAt, bar) ? "barred" : null;
    },

    async bar(bar: Bar) {
      switch (bar.kind) {
        case "session":
          await runScript(
            write,
            BAR_SESSION,
            [keys.mark(bar.id)],
            [timeToLive(bar.now, bar.until)],
          );
          return;
        case "user": {
          const { userId, exceptId, now, until } = bar;
          const args = [exceptId ?? "", now, until - now + MARGIN, timeToLive(now, until)];
          await runScript(write, BAR_USER, [keys.bars(userId)], args);
          return;
        }
        case "everybody":
          await runScript(write, BAR_EVERYBODY, [keys.barOfAll], [bar.now]);
      }
    },
  };
}

/** Checks for a number. Some clients return numbers as text. The value of a record is longer than one digit. */
function isNumber(answer: unknown): boolean {
  return /^\d$/.test(String(answer));
}

function isBarredBy(createdAt: number, bar: string): boolean {
  return bar !== "" && createdAt <= Number(bar);
}
