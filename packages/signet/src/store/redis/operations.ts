import { type SessionRecord, type Store, tagOf, userTag } from "../contract.ts";
import type { Send } from "./connection.ts";
import { toRecord, toValue, userKey } from "./record.ts";
import type { Confirm } from "./replicas.ts";
import { CREATE, LIST, RENEW, REVOKE, REVOKE_BY_USER, type Script, UPDATE } from "./scripts.ts";

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
 * @param confirmed resolves once a write under a tag counts.
 */
export function operationsOn(send: Send, keys: Keys, confirm: Confirmed): Store {
  async function run(
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
      await confirm(tag);
      return Number(ended);
    },

    async find(id) {
      const key = keys.record(id);
      const value = await send(key, ["GET", key]);
      return value === null ? null : toRecord(id, value);
    },

    async renew(id, { renewedAt, expiresAt, ifRenewedAt }) {
      const tag = tagOf(id);
      const ttl = timeToLive(renewedAt, expiresAt);
      const args = [ifRenewedAt, renewedAt, expiresAt, ttl, keys.indexPrefix(tag)];
      const renewed = (await run(RENEW, [keys.record(id)], args)) === 1;
      if (renewed) await confirm(tag);
      return renewed;
    },

    async update(id, { data, ifVersion }) {
      const args = [ifVersion, ifVersion + 1, data];
      const updated = (await run(UPDATE, [keys.record(id)], args)) === 1;
      if (updated) await confirm(tagOf(id));
      return updated;
    },

    async revoke(id) {
      const tag = tagOf(id);
      const revoked = (await run(REVOKE, [keys.record(id)], [id, keys.indexPrefix(tag)])) === 1;
      // Also where there was none: an earlier call may have ended it without being confirmed.
      await confirm(tag);
      return revoked;
    },

    async listByUser(userId, now) {
      const found = await run(LIST, [keys.index(userId)], [keys.recordPrefix(userTag(userId))]);
      return pairsOf(found)
        .map(([id, value]) => toRecord(id, value))
        .filter(({ expiresAt }) => expiresAt > now)
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
    },

    async revokeByUser(userId, exceptId) {
      const tag = userTag(userId);
      const args = [keys.recordPrefix(tag), exceptId ?? ""];
      const ended = Number(await run(REVOKE_BY_USER, [keys.index(userId)], args));
      await confirm(tag);
      return ended;
    },

    // Redis drops what is over by itself.
    purgeExpired: async () => 0,
  };
}

/** Resolves once what was written under a tag counts; rejects when it does not. */
export type Confirmed = (tag: string) => Promise<void>;

/** @throws when fewer replicas confirm than were asked for; the write may have happened all the same. */
export function confirmedBy(confirm: Confirm, atLeast: number): Confirmed {
  return async (tag) => {
    const replicas = await confirm(tag);
    if (replicas >= atLeast) return;
    throw new Error(`Redis confirmed the write on ${replicas} of ${atLeast} replicas.`);
  };
}

function checkTag({ id, userId }: SessionRecord): void {
  if (tagOf(id) === userTag(userId)) return;
  throw new Error(
    "A session's id must start with userTag(userId), or its keys would be in different slots.",
  );
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
