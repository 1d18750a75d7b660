import { type SessionRecord, type Store, tagOf, userTag } from "../contract.ts";
import { toRecord, toValue, userKey } from "./record.ts";
import { CREATE, LIST, RENEW, REVOKE, REVOKE_BY_USER, type Script, UPDATE } from "./scripts.ts";
import type { Send } from "./send.ts";

/**
 * How much longer than its session a record is kept, so that Redis drops none that a server with a
 * slow clock would still take; milliseconds.
 */
const MARGIN = 60_000;
/** Entries of a user's index that a `create` looks at, the oldest first, for records that are gone. */
const GHOSTS_PER_CREATE = 8;

export interface Keys {
  record(id: string): string;
  /** What precedes an id in the keys of a tag's records. */
  recordPrefix(tag: string): string;
  index(userId: string): string;
  /** What precedes a user in the keys of a tag's indexes. */
  indexPrefix(tag: string): string;
}

/** All keys of a user have one hash tag, so that a cluster keeps them in one slot. */
export function keysUnder(prefix: string): Keys {
  const recordPrefix = (tag: string) => `${prefix}{${tag}}:s:`;
  const indexPrefix = (tag: string) => `${prefix}{${tag}}:u:`;
  return {
    recordPrefix,
    indexPrefix,
    record: (id) => recordPrefix(tagOf(id)) + id,
    index: (userId) => indexPrefix(userTag(userId)) + userKey(userId),
  };
}

/**
 * The contract on Redis; each operation is one command.
 *
 * @param read sends what changes no session.
 * @param write sends what does, and resolves once that counts.
 */
export function operationsOn(read: Send, write: Send, keys: Keys): Store {
  async function run(
    send: Send,
    script: Script,
    keysOf: string[],
    args: (string | number)[],
  ): Promise<unknown> {
    const [first = ""] = keysOf;
    const rest = [String(keysOf.length), ...keysOf, ...args.map(String)];
    try {
      return await send(first, ["EVALSHA", script.sha, ...rest]);
    } catch (error) {
      // A server that was started since, or became the primary, has not seen the script yet.
      if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
      return send(first, ["EVAL", script.text, ...rest]);
    }
  }

  return {
    async create(record, maxPerUser, replacing) {
      const { id, userId, createdAt, expiresAt } = record;
      checkTag(record);
      const tag = tagOf(id);
      const ended = await run(
        write,
        CREATE,
        [keys.record(id), keys.index(userId)],
        [
          toValue(record),
          id,
          createdAt,
          timeToLive(createdAt, expiresAt),
          maxPerUser ?? "",
          keys.recordPrefix(tag),
          GHOSTS_PER_CREATE,
          replacing ?? "",
        ],
      );
      return Number(ended);
    },

    async find(id) {
      const key = keys.record(id);
      const value = await read(key, ["GET", key]);
      return value === null ? null : toRecord(id, value);
    },

    async renew(id, { renewedAt, expiresAt, ifRenewedAt }) {
      const ttl = timeToLive(renewedAt, expiresAt);
      const args = [ifRenewedAt, renewedAt, expiresAt, ttl, keys.indexPrefix(tagOf(id))];
      return isDone(await run(write, RENEW, [keys.record(id)], args));
    },

    async update(id, { data, ifVersion }) {
      const args = [ifVersion, ifVersion + 1, data];
      return isDone(await run(write, UPDATE, [keys.record(id)], args));
    },

    async revoke(id) {
      const args = [id, keys.indexPrefix(tagOf(id))];
      return isDone(await run(write, REVOKE, [keys.record(id)], args));
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
      return Number(await run(write, REVOKE_BY_USER, [keys.index(userId)], args));
    },

    // Redis drops what is over by itself.
    purgeExpired: async () => 0,
  };
}

function checkTag({ id, userId }: SessionRecord): void {
  if (tagOf(id) === userTag(userId)) return;
  throw new Error(
    "A session's id must start with userTag(userId), or its keys would be in different slots.",
  );
}

/** Clients can be told to hand out numbers as text. */
function isDone(answer: unknown): boolean {
  return Number(answer) === 1;
}

function timeToLive(from: number, expiresAt: number): number {
  return Math.max(expiresAt - from, 0) + MARGIN;
}

function pairsOf(flat: unknown): [string, unknown][] {
  if (!Array.isArray(flat)) throw new Error("Redis answered a list with something else.");
  const pairs: [string, unknown][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([String(flat[at]), flat[at + 1]]);
  return pairs;
}
