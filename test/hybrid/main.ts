// npm run proof -- [store…] [--reads n] [--revokes n] [--seed n] [--accept]
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeResults } from "../harness/results.ts";
import { TARGETS, type TargetName } from "../harness/targets.ts";
import { runScenario, type ScenarioOptions } from "./scenario.ts";
import { tablesOf } from "./tables.ts";
import { startHybridTarget } from "./targets.ts";

const option = (value: number) => ({ type: "string", default: String(value) }) as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    reads: option(1_000_000),
    revokes: option(10_000),
    seed: option(Date.now() % 1_000_000),
    accept: { type: "boolean", default: false },
  },
});
const reads = Number(values.reads);
const revokes = Number(values.revokes);
const seed = Number(values.seed);
const unknown = positionals.find((name) => !TARGETS.some((target) => target === name));
if (unknown !== undefined || !(reads > 0 && revokes > 0 && seed > 0)) {
  console.error(`Name any of ${TARGETS.join(", ")}, and give numbers above 0.`);
  process.exit(1);
}
const options: Omit<ScenarioOptions, "say"> = {
  ...{ reads, revokes, seed, time: 60_000, accepts: values.accept },
  ...{ maxStaleness: 5_000, longest: 8_000, readers: 3, writers: 2 },
};

async function runOn(name: TargetName): Promise<void> {
  const say = (sentence: string) =>
    console.log(`${new Date().toISOString().slice(11, 19)} ${name}: ${sentence}`);
  const target = await startHybridTarget(name);
  try {
    const report = await runScenario(target, { ...options, say });
    const command = `npm run proof -- ${name} --reads ${reads} --revokes ${revokes} --seed ${seed}${values.accept ? " --accept" : ""}`;
    const tables = tablesOf(report);
    writeResults(
      join(import.meta.dirname, "results"),
      values.accept ? `${name}-accept` : name,
      `${command}\` with \`${target.durability}`,
      tables,
    );
    const { late, wronglyRefused, unexplained } = report.verdict;
    const violations = [...late, ...wronglyRefused, ...unexplained];
    for (const sentence of violations.slice(0, 20)) say(`BROKEN: ${sentence}`);
    say(violations.length === 0 ? "no violation" : `${violations.length} violations`);
    if (violations.length > 0) process.exitCode = 1;
  } finally {
    await target.stop();
  }
}

for (const name of TARGETS) {
  if (positionals.length === 0 || positionals.includes(name)) await runOn(name);
}
