import type { Send } from "../../database/redis/connection/send.ts";
import { type Store, tagOf, userTag } from "../contract.ts";
import { adoptionOn } from "./adoption.ts";
import { publisherOn } from "./feed/publish-then.ts";
import { readKey } from "./read-key.ts";
import { checkTag, timeToLive, toRecord, toValue } from "./record.ts";
import { runScript } from "./run-script.ts";
import type { Keys } from "./schema.ts";
import { CREATE, LIST, RENEW, REVOKE, REVOKE_BY_USER, UPDATE } from "./scripts.ts";

/** Number of entries of a user's index, oldest first, that one `create` checks for missing records. */
const CHECKED_PER_CREATE = 8;

/**
 * Implements the contract on Redis, except `revokeEverything`. Each operation is one command. An operation
 * with an event sends one more command before, which publishes the event.
 *
 * @param read Sends commands that change no session.
 * @param write Sends commands that change sessions, and resolves once the required replicas have confirmed them.
 */
export function operationsOn(read: Send, write: Send, keys: Keys): Omit<Store, "revokeEverything"> {
  const publisher = publisherOn(write, keys);

  return {
    ...adoptionOn(read, write, keys),

    async create(record, maxPerUser, replacing) {
      const { id, userId, createdAt, expiresAt } = record;
      checkTag(record);
      const tag = tagOf(id);
      const keysOf = [keys.record(id), keys.index(userId)];
      const args = [
        toValue(record),
        id,
        createdAt,
        timeToLive(createdAt, expiresAt),
        maxPerUser ?? "",
        keys.recordPrefix(tag),
        CHECKED_PER_CREATE,
        replacing ?? "",
      ];
      const ended = await publisher.publishThen(replacing ? [[replacing, null]] : [], () =>
        publisher.runUntilPublished(userId, (published) =>
          runScript(write, CREATE, keysOf, [...args, ...published]),
        ),
      );
      return Number(ended);
    },

    async find(id) {
      const value = await readKey(read, keys.record(id));
      return value === null ? null : toRecord(id, value);
    },

    async renew(id, { renewedAt, expiresAt, ifRenewedAt }) {
      const ttl = timeToLive(renewedAt, expiresAt);
      const args = [ifRenewedAt, renewedAt, expiresAt, ttl, keys.indexPrefix(tagOf(id))];
      return isDone(await runScript(write, RENEW, [keys.record(id)], args));
    },

    async update(id, { data, ifVersion }) {
      const args = [ifVersion, ifVersion + 1, data];
      return publisher.publishThen([[id, ifVersion + 1]], async () =>
        isDone(await runScript(write, UPDATE, [keys.record(id)], args)),
      );
    },

    async revoke(id) {
      const args = [id, keys.indexPrefix(tagOf(id))];
      return publisher.publishThen([[id, null]], async () =>
        isDone(await runScript(write, REVOKE, [keys.record(id)], args)),
      );
    },

    async listByUser(userId, now) {
      const found = await runScript(
        read,
        LIST,
        [keys.index(userId)],
        [keys.recordPrefix(userTag(userId))],
      );
      return pairsOf(found)
        .map(([id, value]) => toRecord(id, value))
        .filter(({ expiresAt }) => expiresAt > now)
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
    },

    async revokeByUser(userId, exceptId) {
      const args = [keys.recordPrefix(userTag(userId)), exceptId ?? ""];
      const ended = await publisher.runUntilPublished(userId, (published) =>
        runScript(write, REVOKE_BY_USER, [keys.index(userId)], [...args, ...published]),
      );
      return Number(ended);
    },

    // Redis deletes expired records itself.
    purgeExpired: async () => 0,
  };
}

/** Checks for 1. Some clients return numbers as text. */
function isDone(answer: unknown): boolean {
  return Number(answer) === 1;
}

function pairsOf(flat: unknown): [string, unknown][] {
  if (!Array.isArray(flat)) throw new Error("Redis answered with something other than a list.");
  const pairs: [string, unknown][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([String(flat[at]), flat[at + 1]]);
  return pairs;
}
