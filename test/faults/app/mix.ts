import { setTimeout as delay } from "node:timers/promises";
import { type SecretHash, type SessionRecord, type Store, userTag } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";
import { type Random, randomOf } from "../../harness/random.ts";
import type { Call } from "../history/operation.ts";
import type { MixTask, Tally } from "./task.ts";

/** All work on the same few users for so long, then on the next; nanoseconds. */
const TURN = 100e6;
const USERS_AT_ONCE = 8;
const YEAR = 365 * 86_400_000;

const WEIGHTS: Readonly<Record<Call["kind"], number>> = {
  create: 20,
  find: 25,
  renew: 15,
  update: 15,
  revoke: 10,
  list: 12,
  revokeByUser: 3,
};

/** Operations of all kinds, that meet those of other processes and each other. */
export async function mix(store: Store, task: MixTask): Promise<Tally> {
  const random = randomOf(task.seed);
  /** The sessions this process has seen of a user, as they were then; some are gone by now. */
  const known = new Map<string, SessionRecord[]>();
  const tally = { answered: 0, failed: 0 };
  let left = task.operations;

  async function worker(): Promise<void> {
    while (left > 0) {
      left--;
      const turn = Math.floor(machineTime() / TURN);
      const userId = `${task.name}-${turn}-${random.below(USERS_AT_ONCE)}`;
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
      // A store that answers at once would never let anybody else's turn come.
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
    seen.push(made);
    await store.create(made, random.of([null, 2, 4]), random.of([null, record?.id ?? null]));
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
  };
}
