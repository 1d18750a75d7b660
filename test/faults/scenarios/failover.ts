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
/** Of work before the primary dies; milliseconds. */
const WORKS = { least: 400, most: 800 };
/** How long the replica has heard nothing when the primary dies, where it is cut off; milliseconds. */
export const CUT_OFF = 100;
/** Sessions that a user has before the oldest is ended. */
const HELD = 20;
/** The number of the session that each user begins when all is over. */
const AFTERWARDS = 1_000_000;

export interface FailoverOptions {
  /** Replicas that confirm each write. */
  readonly replicas: 0 | 1;
  /** Whether the replica stops hearing of writes a moment before the primary dies. */
  readonly cutOff: boolean;
  readonly rounds: number;
  readonly seed: number;
  /** Told after each round. */
  readonly say?: (sentence: string) => void;
}

/** What the deaths of primaries came to. */
export interface FailoverReport {
  readonly rounds: number;
  /** Writes that were acknowledged, of sessions on the primary that died. */
  readonly acknowledged: number;
  /** Writes that failed: they may have happened, or not. */
  readonly failed: number;
  /** Acknowledged, and gone. */
  readonly createsLost: number;
  readonly updatesLost: number;
  /** Sessions whose end was acknowledged, and that are live. */
  readonly revokesLost: number;
  /** From a primary's death to the first read that its replica answered; milliseconds. */
  readonly longestOutage: number;
}

/** What a session has to be, by what was acknowledged; `null` where a write of it failed. */
type Fate = { readonly version: number } | "ended" | null;

/** Kills one primary after the other under load, and looks for what had been acknowledged. */
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
      const works = WORKS.least + random.below(WORKS.most - WORKS.least);
      const one = await failover(cluster, store, options.cutOff, `${seed}-${sum.rounds}`, works);
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
  works: number,
): Promise<Omit<FailoverReport, "rounds">> {
  const primary = await cluster.primaryOf(`{${name}}`);
  const replica = await processOf(await replicaOf(cluster, primary));
  const users = await usersOn(primary, name, USERS);
  const told = { acknowledged: 0, failed: 0 };
  const fates = new Map<string, Fate>();
  let working = true;

  /** Notes what the session is now, if the write was acknowledged. */
  async function write(id: string, fate: Fate, operation: Promise<unknown>): Promise<void> {
    fates.set(id, null);
    try {
      await operation;
      told.acknowledged++;
      fates.set(id, fate);
    } catch {
      told.failed++;
      await delay(20);
    }
  }

  async function atWork(userId: string): Promise<void> {
    const mine: string[] = [];
    for (let number = 0; working; number++) {
      const record = newRecord(userId, number);
      await write(record.id, { version: 0 }, store.create(record, null));
      mine.push(record.id);
      const changed = mine[number % mine.length] ?? record.id;
      const fate = fates.get(changed);
      if (fate && fate !== "ended") {
        const { version } = fate;
        const update = { data: "1", ifVersion: version };
        await write(changed, { version: version + 1 }, store.update(changed, update));
      }
      const oldest = mine.length > HELD ? mine.shift() : undefined;
      if (oldest !== undefined) await write(oldest, "ended", store.revoke(oldest));
    }
  }

  const everybody = users.map(atWork);
  await delay(works);
  if (cutOff) {
    process.kill(replica, "SIGSTOP");
    await ask(primary, "CLIENT", "KILL", "TYPE", "replica");
    await delay(CUT_OFF);
  }
  await primary.kill();
  const died = performance.now();
  working = false;
  if (cutOff) process.kill(replica, "SIGCONT");
  await Promise.all(everybody);
  // Reads alone: there is no replica left to confirm a write.
  await untilAnswered(() => store.listByUser(users[0] ?? "", Date.now()));
  const longestOutage = performance.now() - died;
  const losses = await lossesIn(store, fates);
  await primary.start();
  await cluster.whole();
  await Promise.all(
    users.map((userId) => untilAnswered(() => store.create(newRecord(userId, AFTERWARDS), null))),
  );
  return { ...told, ...losses, longestOutage };
}

async function lossesIn(store: Store, fates: ReadonlyMap<string, Fate>) {
  const losses = { createsLost: 0, updatesLost: 0, revokesLost: 0 };
  for (const [id, fate] of fates) {
    if (fate === null) continue;
    const found = await store.find(id);
    if (fate === "ended") losses.revokesLost += found === null ? 0 : 1;
    else if (found === null) losses.createsLost++;
    else if (found.version < fate.version) losses.updatesLost++;
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
  };
}
