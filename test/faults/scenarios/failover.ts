import { setTimeout as delay } from "node:timers/promises";
import { type SecretHash, type SessionRecord, type Store, userTag } from "signet-auth";
import { openStore } from "../../harness/open-store.ts";
import { randomOf } from "../../harness/random.ts";
import { ask, type RedisCluster, startRedisCluster } from "../../harness/redis-cluster.ts";
import { ALWAYS, addressOf } from "../../harness/targets.ts";
import { untilAnswered } from "../../harness/until-answered.ts";
import { processOf, replicaOf, usersOn } from "./cluster-admin.ts";

const USERS = 6;
const HOUR = 3_600_000;
/** The time of load before the primary is killed; milliseconds. */
const LOAD_TIME = { least: 400, most: 800 };
/** How long the replica is cut off before the primary is killed; milliseconds. */
export const CUT_OFF = 100;
/** A user keeps this many sessions. Further sign-ins end the oldest one. */
const HELD = 20;
/** The number of the session that each user begins after a round. */
const AFTERWARDS = 1_000_000;

export interface FailoverOptions {
  /** Replicas that confirm each write. */
  readonly replicas: 0 | 1;
  /** Whether the replica is cut off a moment before the primary is killed. */
  readonly cutOff: boolean;
  readonly rounds: number;
  readonly seed: number;
  /** Called after each round. */
  readonly say?: (sentence: string) => void;
}

/** The result of the killed primaries. */
export interface FailoverReport {
  readonly rounds: number;
  /** Acknowledged writes of sessions on the killed primary. */
  readonly acknowledged: number;
  /** Failed writes. They may have happened or not. */
  readonly failed: number;
  /** Acknowledged sign-ins and updates that are lost. */
  readonly createsLost: number;
  readonly updatesLost: number;
  /** Sessions with an acknowledged end that are active again. */
  readonly revokesLost: number;
  /** From the kill of a primary to the first read that its replica answers; milliseconds. */
  readonly longestOutage: number;
}

/** The expected state of a session after acknowledged writes; `null` after a failed write. */
type Expected = { readonly version: number } | "ended" | null;

/** Kills primaries under load, one after the other, and checks that acknowledged writes are kept. */
export async function failovers(options: FailoverOptions): Promise<FailoverReport> {
  const { rounds, replicas, seed, say = () => {} } = options;
  const random = randomOf(seed);
  const cluster = await startRedisCluster(ALWAYS);
  const { store, close } = await openStore(`${addressOf(cluster)}?replicas=${replicas}`);
  let sum: FailoverReport = {
    rounds: 0,
    acknowledged: 0,
    failed: 0,
    createsLost: 0,
    updatesLost: 0,
    revokesLost: 0,
    longestOutage: 0,
  };
  try {
    while (sum.rounds < rounds) {
      const loadTime = LOAD_TIME.least + random.below(LOAD_TIME.most - LOAD_TIME.least);
      const one = await failover(cluster, store, options.cutOff, `${seed}-${sum.rounds}`, loadTime);
      sum = {
        rounds: sum.rounds + 1,
        acknowledged: sum.acknowledged + one.acknowledged,
        failed: sum.failed + one.failed,
        createsLost: sum.createsLost + one.createsLost,
        updatesLost: sum.updatesLost + one.updatesLost,
        revokesLost: sum.revokesLost + one.revokesLost,
        longestOutage: Math.max(sum.longestOutage, one.longestOutage),
      };
      say(JSON.stringify({ replicas, cutOff: options.cutOff, ...sum }));
    }
    return sum;
  } finally {
    await close();
    await cluster.stop();
  }
}

async function failover(
  cluster: RedisCluster,
  store: Store,
  cutOff: boolean,
  name: string,
  loadTime: number,
): Promise<Omit<FailoverReport, "rounds">> {
  const primary = await cluster.primaryOf(`{${name}}`);
  const replica = await processOf(await replicaOf(cluster, primary));
  const users = await usersOn(primary, name, USERS);
  const counts = { acknowledged: 0, failed: 0 };
  const expectations = new Map<string, Expected>();
  let working = true;

  /** Sets the expected state of the session when the write is acknowledged. */
  async function write(id: string, expected: Expected, operation: Promise<unknown>): Promise<void> {
    expectations.set(id, null);
    try {
      await operation;
      counts.acknowledged++;
      expectations.set(id, expected);
    } catch {
      counts.failed++;
      await delay(20);
    }
  }

  async function generateLoad(userId: string): Promise<void> {
    const ids: string[] = [];
    for (let number = 0; working; number++) {
      const record = newRecord(userId, number);
      await write(record.id, { version: 0 }, store.create(record, null));
      ids.push(record.id);
      const changed = ids[number % ids.length] ?? record.id;
      const expected = expectations.get(changed);
      if (expected && expected !== "ended") {
        const { version } = expected;
        const update = { data: "1", ifVersion: version };
        await write(changed, { version: version + 1 }, store.update(changed, update));
      }
      const oldest = ids.length > HELD ? ids.shift() : undefined;
      if (oldest !== undefined) await write(oldest, "ended", store.revoke(oldest));
    }
  }

  const load = users.map(generateLoad);
  await delay(loadTime);
  if (cutOff) {
    process.kill(replica, "SIGSTOP");
    await ask(primary, "CLIENT", "KILL", "TYPE", "replica");
    await delay(CUT_OFF);
  }
  await primary.kill();
  const killedAt = performance.now();
  working = false;
  if (cutOff) process.kill(replica, "SIGCONT");
  await Promise.all(load);
  // Only reads are possible now, because no replica is left to confirm a write.
  await untilAnswered(() => store.listByUser(users[0] ?? "", Date.now()));
  const longestOutage = performance.now() - killedAt;
  const losses = await lossesIn(store, expectations);
  await primary.start();
  await cluster.whole();
  await Promise.all(
    users.map((userId) => untilAnswered(() => store.create(newRecord(userId, AFTERWARDS), null))),
  );
  return { ...counts, ...losses, longestOutage };
}

async function lossesIn(store: Store, expectations: ReadonlyMap<string, Expected>) {
  const losses = { createsLost: 0, updatesLost: 0, revokesLost: 0 };
  for (const [id, expected] of expectations) {
    if (expected === null) continue;
    const found = await store.find(id);
    if (expected === "ended") losses.revokesLost += found === null ? 0 : 1;
    else if (found === null) losses.createsLost++;
    else if (found.version < expected.version) losses.updatesLost++;
  }
  return losses;
}

function newRecord(userId: string, number: number): SessionRecord {
  const now = Date.now();
  return {
    id: userTag(userId) + String(number).padStart(22, "0"),
    secretHash: new Uint8Array(32) as SecretHash,
    userId,
    data: "0",
    version: 0,
    createdAt: now,
    authenticatedAt: now,
    renewedAt: now,
    expiresAt: now + HOUR,
    deviceLabel: null,
    userAgent: null,
    ip: null,
    terms: null,
  };
}
