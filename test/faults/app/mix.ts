import { setTimeout as delay } from "node:timers/promises";
import { type SecretHash, type SessionRecord, type Store, userTag } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";
import { type Random, randomOf } from "../../harness/random.ts";
import type { Call } from "../history/operation.ts";
import type { MixTask, Tally } from "./task.ts";

/** All processes work on the same few users for this time, then on others; nanoseconds. */
const PERIOD = 100e6;
const USERS_AT_ONCE = 8;
const YEAR = 365 * 86_400_000;

const WEIGHTS: Readonly<Record<Call["kind"], number>> = {
  create: 16,
  find: 19,
  renew: 12,
  update: 12,
  revoke: 9,
  list: 10,
  revokeByUser: 3,
  adopt: 10,
  findToAdopt: 5,
  bar: 3,
  barUser: 1,
};

/** Runs store operations of all kinds, concurrently with each other and with other processes. */
export async function mix(store: Store, task: MixTask): Promise<Tally> {
  const random = randomOf(task.seed);
  /** The records of a user that this process has seen. Some of them may be outdated or deleted. */
  const known = new Map<string, SessionRecord[]>();
  const tally = { answered: 0, failed: 0 };
  let left = task.operations;

  async function worker(): Promise<void> {
    while (left > 0) {
      left--;
      const period = Math.floor(machineTime() / PERIOD);
      const userId = `${task.name}-${period}-${random.below(USERS_AT_ONCE)}`;
      const seen = known.get(userId) ?? [];
      if (known.size > 2 * USERS_AT_ONCE) known.clear();
      known.set(userId, seen);
      try {
        await step(store, userId, seen, random);
        tally.answered++;
      } catch {
        tally.failed++;
        await delay(20);
      }
      // Without this, a store that answers in microtasks would starve all other work of the process.
      await new Promise(setImmediate);
    }
  }
  await Promise.all(Array.from({ length: task.underWay }, worker));
  return tally;
}

async function step(
  store: Store,
  userId: string,
  seen: SessionRecord[],
  random: Random,
): Promise<void> {
  const chosen = chooseKind(random);
  const record = seen[random.below(seen.length)];
  const at = Date.now();
  if (record === undefined || chosen === "create") {
    const made = newRecord(userId, at);
    try {
      await store.create(made, random.of([null, 2, 4]), random.of([null, record?.id ?? null]));
    } finally {
      // Only after `create`. Otherwise a concurrent `adopt` could take the id first.
      seen.push(made);
    }
    return;
  }
  switch (chosen) {
    case "find": {
      const found = await store.find(record.id);
      if (found !== null) seen[seen.indexOf(record)] = found;
      return;
    }
    case "renew": {
      const renewedAt = record.renewedAt + 1 + random.below(1_000);
      const renewal = { renewedAt, expiresAt: renewedAt + YEAR, ifRenewedAt: record.renewedAt };
      await store.renew(record.id, renewal);
      return;
    }
    case "update":
      await store.update(record.id, {
        data: String(random.below(1e9)),
        ifVersion: record.version,
      });
      return;
    case "revoke":
      await store.revoke(record.id);
      return;
    case "list":
      seen.splice(0, seen.length, ...(await store.listByUser(userId, at)));
      return;
    case "revokeByUser":
      await store.revokeByUser(userId, random.of([null, record.id]));
      return;
    case "adopt": {
      const older = { ...newRecord(userId, at), createdAt: at - random.below(2) * YEAR };
      const coming = random.of([record, older]);
      const mayBegin = random.below(4) > 0;
      seen.push(coming);
      const until = at + YEAR;
      await store.adopt({ record: coming, mayBegin, secretHashes: null, until });
      return;
    }
    case "findToAdopt":
      await store.findToAdopt(record);
      return;
    case "bar":
      await store.bar({ kind: "session", id: record.id, now: at, until: at + YEAR });
      return;
    case "barUser": {
      // Some of the sessions were created later.
      const now = at - random.below(2) * YEAR;
      const exceptId = random.of([null, record.id]);
      await store.bar({ kind: "user", userId, exceptId, now, until: at + YEAR });
    }
  }
}

function chooseKind(random: Random): string {
  let left = random.below(100);
  for (const [kind, weight] of Object.entries(WEIGHTS)) {
    left -= weight;
    if (left < 0) return kind;
  }
  throw new Error("The weights add up to less than 100.");
}

let made = 0;

function newRecord(userId: string, at: number): SessionRecord {
  const place = `${process.pid}x${made++}`;
  return {
    id: userTag(userId) + place.padStart(22, "0"),
    secretHash: new Uint8Array(32).fill(made) as SecretHash,
    userId,
    data: "0",
    version: 0,
    createdAt: at,
    authenticatedAt: at,
    renewedAt: at,
    expiresAt: at + YEAR,
    deviceLabel: null,
    userAgent: null,
    ip: null,
    terms: null,
  };
}
