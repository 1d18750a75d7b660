import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { userTag } from "signet-auth";
import { temporaryFolder } from "../../harness/folder.ts";
import { openStore } from "../../harness/open-store.ts";
import { randomOf } from "../../harness/random.ts";
import { type RedisCluster, startRedisCluster } from "../../harness/redis-cluster.ts";
import { startSlotMigration } from "../../harness/slot-migration.ts";
import { ALWAYS, addressOf } from "../../harness/targets.ts";
import { startApp } from "../app/start.ts";
import { readHistory, recorded } from "../history/log.ts";
import { combined, judge, type Verdict } from "../history/verdict.ts";
import { disagreement } from "./disagreement.ts";

const DEVICES = 6;
/** Delays before the slot moves, after it has moved, and between two keys; milliseconds. */
const [BEFORE, AFTER, BETWEEN_KEYS] = [100, 100, 10];

export interface MigrationReport extends Verdict {
  readonly rounds: number;
  readonly ghosts: number;
  readonly orphans: number;
}

export interface MigrationOptions {
  readonly rounds: number;
  readonly seed: number;
  /** Called after each round. */
  readonly say?: (sentence: string) => void;
}

/** Migrates a user's slot to another primary, key by key, while two processes use the user's sessions. */
export async function migrations(options: MigrationOptions): Promise<MigrationReport> {
  const { rounds, seed, say = () => {} } = options;
  const random = randomOf(seed);
  const folder = temporaryFolder("migrations");
  const cluster = await startRedisCluster(ALWAYS);
  const address = addressOf(cluster);
  const apps = await Promise.all([1, 2].map(() => startApp(address, folder.path)));
  const { store, close } = await openStore(address);
  const done: Omit<MigrationReport, "rounds">[] = [];
  const sumOf = (): MigrationReport => ({
    ...combined(done),
    rounds: done.length,
    ghosts: done.reduce((sum, { ghosts }) => sum + ghosts, 0),
    orphans: done.reduce((sum, { orphans }) => sum + orphans, 0),
  });
  try {
    while (done.length < rounds) {
      const userId = `moves-${seed}-${done.length}`;
      const seeds = [random.below(2 ** 31), random.below(2 ** 31)];
      const working = apps.map((app, at) =>
        app.run({ kind: "live", seed: seeds[at] ?? 0, users: [userId], devices: DEVICES / 2 }),
      );
      await delay(BEFORE);
      await move(cluster, userId);
      await delay(AFTER);
      for (const app of apps) app.stop();
      await Promise.all(working);
      const log = join(folder.path, `${userId}.log`);
      const logs = apps.flatMap((app) => app.logs.slice(-1));
      const apart = await disagreement(recorded(store, log), readHistory(logs));
      const verdict = judge(readHistory([log, ...logs]));
      done.push({ ...verdict, ghosts: apart.ghosts.length, orphans: apart.orphans.length });
      const { violations, ...figures } = sumOf();
      say(`slot moved: ${JSON.stringify({ ...figures, violations: violations.length })}`);
    }
    return sumOf();
  } finally {
    await Promise.all(apps.map((app) => app.kill()));
    await close();
    await cluster.stop();
    folder.remove();
  }
}

async function move(cluster: RedisCluster, userId: string): Promise<void> {
  const migration = await startSlotMigration(cluster, `{${userTag(userId)}}`);
  for (const key of await migration.keys()) {
    await migration.move([key]);
    await delay(BETWEEN_KEYS);
  }
  await migration.finish();
}
