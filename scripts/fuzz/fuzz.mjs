import { consumersOf } from "./consumers.mjs";
import { keyJudge } from "./judge-keys.mjs";
import { tokenJudge } from "./judge-tokens.mjs";
import { randomOf } from "./random.mjs";
import { GENERATORS } from "./targets.mjs";

/** Milliseconds of processor time that no input may take, unless nobody asks how long it takes. */
const LONGEST = 50;
/** The longest input that is kept. */
const LARGEST = 1_200;
const RETRIES = 3;
const TURNS = ["token", "token", "header", "payload", "key"];

/**
 * Judges the kept inputs, then made-up ones until the time or the number of them is over. Findings
 * are inputs that something is wrong with; fresh ones are those that led where none has led before.
 */
export async function fuzz(
  builds,
  {
    seed,
    corpus,
    seconds = Number.POSITIVE_INFINITY,
    most = Number.POSITIVE_INFINITY,
    longest = LONGEST,
  },
) {
  const consumers = await consumersOf(builds);
  const judges = await judgesOf(builds, consumers);
  const random = randomOf(seed);
  const outcomes = new Map();
  const report = { executions: 0, outcomes, findings: [], fresh: [], slowest: 0, seconds: 0 };
  const kept = Object.groupBy(corpus, (input) => input.target);
  const began = performance.now();

  async function run(input, isNew) {
    const { took, problems, shapes } = await judged(judges[input.target], input, longest);
    report.executions++;
    report.slowest = Math.max(report.slowest, took);
    if (took > longest) problems.push(`took ${took.toFixed(0)} ms`);
    for (const problem of problems) report.findings.push({ problem, input });
    const unseen = shapes.filter((shape) => !outcomes.has(shape));
    for (const shape of shapes) outcomes.set(shape, (outcomes.get(shape) ?? 0) + 1);
    if (!isNew || unseen.length === 0 || JSON.stringify(input).length > LARGEST) return;
    report.fresh.push(input);
    kept[input.target] = [...(kept[input.target] ?? []), input];
  }

  for (const input of corpus) await run(input, false);
  for (let count = 0; count < most; count++) {
    report.seconds = (performance.now() - began) / 1_000;
    if (report.seconds >= seconds || report.findings.length > 1_000) break;
    const target = TURNS[count % TURNS.length];
    await run(GENERATORS[target](random, { consumers, kept: kept[target] ?? [] }), true);
  }
  return report;
}

async function judgesOf(builds, consumers) {
  const token = tokenJudge(builds, consumers);
  return { token, header: token, payload: token, key: await keyJudge(builds) };
}

/** A collector of garbage may come between: an input is slow only if it is so every time. */
async function judged(judge, input, longest) {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; ; attempt++) {
    const began = process.cpuUsage();
    const result = await judge(input);
    const { user, system } = process.cpuUsage(began);
    least = Math.min(least, (user + system) / 1_000);
    if (least <= longest || attempt === RETRIES) return { ...result, took: least };
  }
}
