// npm run faults -- [store…] [--operations n] [--rounds n] [--during ms] [--seed n]
import { parseArgs } from "node:util";
import { TARGETS } from "../harness/targets.ts";
import { type Length, runScenarios } from "./all-scenarios.ts";

const option = (value: number) => ({ type: "string", default: String(value) }) as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    operations: option(100_000),
    rounds: option(200),
    during: option(10_000),
    seed: option(Date.now() % 1_000_000),
  },
});
const length: Length = {
  operations: Number(values.operations),
  rounds: Number(values.rounds),
  during: Number(values.during),
  seed: Number(values.seed),
};
const unknown = positionals.find((name) => !TARGETS.some((target) => target === name));
if (unknown !== undefined || Object.values(length).some((value) => !(value > 0))) {
  console.error(`Name any of ${TARGETS.join(", ")}, and give numbers above 0.`);
  process.exit(1);
}

for (const name of TARGETS.filter(
  (each) => positionals.length === 0 || positionals.includes(each),
)) {
  const say = (sentence: string) =>
    console.log(`${new Date().toISOString().slice(11, 19)} ${name}: ${sentence}`);
  const broken = await runScenarios(name, length, say);
  for (const sentence of broken) say(`BROKEN: ${sentence}`);
  say(broken.length === 0 ? "no broken promise" : `${broken.length} broken promises`);
  if (broken.length > 0) process.exitCode = 1;
}
