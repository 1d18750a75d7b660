import { join } from "node:path";
import { writeResults } from "../harness/results.ts";
import { startTarget, type TargetName } from "../harness/targets.ts";
import { environmentsOf, type SingleServerStore } from "./environments/index.ts";
import { bursts } from "./scenarios/bursts.ts";
import { concurrentOperations } from "./scenarios/concurrent-operations.ts";
import { failovers } from "./scenarios/failover.ts";
import { kills, type Victim } from "./scenarios/kills.ts";
import { migrations } from "./scenarios/migrations.ts";
import { DEADLINE, MARGIN, type OutageReport } from "./scenarios/outage.ts";
import { outages } from "./scenarios/outages.ts";
import {
  burstTable,
  failoverTable,
  killTable,
  migrationTable,
  orderTable,
  outageTable,
} from "./tables.ts";

/** Concurrent calls of each kind: renewals, updates, sign-ins. */
const TIMES = 200;

export interface Length {
  readonly operations: number;
  /** Rounds of each kind of kill. Failovers take a tenth, because each takes ten times as long. */
  readonly rounds: number;
  /** How long each fault lasts; milliseconds. */
  readonly during: number;
  readonly seed: number;
}

/** Descriptions of the promises that a store broke. */
export type BrokenPromises = readonly string[];

/** Runs all scenarios on one store and writes the results file. Returns the broken promises. */
export async function runScenarios(
  name: TargetName,
  length: Length,
  say: (sentence: string) => void,
): Promise<BrokenPromises> {
  const target = await startTarget(name);
  const victims: readonly Victim[] = name === "cluster" ? ["app"] : ["app", "store"];
  const { seed, rounds } = length;
  try {
    say(`${target.durability}; seed ${seed}`);
    const verdict = await concurrentOperations(target, length.operations, seed);
    say(JSON.stringify({ ...verdict, violations: verdict.violations.length }));
    const burst = await bursts(target, TIMES);
    say(JSON.stringify(burst));
    const killed = [];
    for (const victim of victims) {
      killed.push({ victim, ...(await kills(target, { victim, rounds, seed, say })) });
    }
    const [more, broken] =
      name === "cluster"
        ? await runClusterScenarios(length, say)
        : await runOutages(name, length, say);
    const command = `npm run faults -- ${name} --operations ${length.operations} --rounds ${rounds} --during ${length.during} --seed ${seed}`;
    const tables = [orderTable(verdict), burstTable(burst), killTable(killed), ...more];
    writeResults(
      join(import.meta.dirname, "results"),
      name,
      `${command}\` with \`${target.durability}`,
      tables,
    );
    return [
      ...verdict.violations,
      ...killed.flatMap(({ violations }) => violations),
      ...killed
        .filter(({ ghosts, orphans, lockedOut }) => ghosts + orphans + lockedOut > 0)
        .map(({ victim }) => `With the ${victim} killed, lists and records differ.`),
      ...broken,
    ];
  } finally {
    await target.stop();
  }
}

async function runOutages(
  name: SingleServerStore,
  { during }: Length,
  say: (sentence: string) => void,
) {
  const reports = await outages(environmentsOf(name), { during, say });
  const isBroken = ({ wrong, ended, slowestAnswer }: OutageReport) =>
    wrong.length > 0 || ended > 0 || slowestAnswer > DEADLINE + MARGIN;
  const broken = reports.filter(isBroken).map((report) => JSON.stringify(report));
  return [[outageTable(reports)], broken] as const;
}

/** Runs the scenarios of a cluster. A loss in a failover without WAIT breaks no documented promise. */
async function runClusterScenarios({ rounds, seed }: Length, say: (sentence: string) => void) {
  const moved = await migrations({ rounds, seed, say });
  const reports = [];
  for (const replicas of [0, 1] as const) {
    for (const cutOff of [false, true]) {
      const how = { replicas, cutOff, rounds: Math.ceil(rounds / 10), seed, say };
      reports.push({ replicas, cutOff, ...(await failovers(how)) });
    }
  }
  const broken = [...moved.violations];
  if (moved.ghosts + moved.orphans > 0)
    broken.push("After a slot was moved, lists and records differ.");
  return [[migrationTable(moved), failoverTable(reports)], broken] as const;
}
