import { type Store, tagOf, userTag } from "../contract.ts";
import { adoptionOn } from "./adoption.ts";
import type { Send } from "./connection/send.ts";
import { announcerOn } from "./feed/publish-then.ts";
import { readKey } from "./read-key.ts";
import { checkTag, timeToLive, toRecord, toValue } from "./record.ts";
import { run } from "./run-script.ts";
import type { Keys } from "./schema.ts";
import { CREATE, LIST, RENEW, REVOKE, REVOKE_BY_USER, UPDATE } from "./scripts.ts";

/** Entries of a user's index that a `create` looks at, the oldest first, for records that are gone. */
const GHOSTS_PER_CREATE = 8;

/**
 * The contract on Redis; each operation is one command, and one before it if it has to be announced.
 *
 * @param read sends what changes no session.
 * @param write sends what does, and resolves once that counts.
 */
export function operationsOn(read: Send, write: Send, keys: Keys): Omit<Store, "revokeEverything"> {
  const announcer = announcerOn(write, keys);

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
        GHOSTS_PER_CREATE,
        replacing ?? "",
      ];
      const ended = await announcer.first(replacing ? [[replacing, null]] : [], () =>
        announcer.asFound(userId, (announced) =>
          run(write, CREATE, keysOf, [...args, ...announced]),
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
      return isDone(await run(write, RENEW, [keys.record(id)], args));
    },

    async update(id, { data, ifVersion }) {
      const args = [ifVersion, ifVersion + 1, data];
      return announcer.first([[id, ifVersion + 1]], async () =>
        isDone(await run(write, UPDATE, [keys.record(id)], args)),
      );
    },

    async revoke(id) {
      const args = [id, keys.indexPrefix(tagOf(id))];
      return announcer.first([[id, null]], async () =>
        isDone(await run(write, REVOKE, [keys.record(id)], args)),
      );
    },

    async listByUser(userId, now) {
      const found = await run(
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
      const ended = await announcer.asFound(userId, (announced) =>
        run(write, REVOKE_BY_USER, [keys.index(userId)], [...args, ...announced]),
      );
      return Number(ended);
    },

    // Redis drops what is over by itself.
    purgeExpired: async () => 0,
  };
}

/** Clients can be told to hand out numbers as text. */
function isDone(answer: unknown): boolean {
  return Number(answer) === 1;
}

function pairsOf(flat: unknown): [string, unknown][] {
  if (!Array.isArray(flat)) throw new Error("Redis answered a list with something else.");
  const pairs: [string, unknown][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([String(flat[at]), flat[at + 1]]);
  return pairs;
}
