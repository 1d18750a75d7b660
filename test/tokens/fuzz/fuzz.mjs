import fc from "fast-check";
import { consumersOf } from "./consumers.mjs";
import { keyJudge } from "./judge-keys.mjs";
import { tokenJudge } from "./judge-tokens.mjs";
import { inputsOf } from "./targets.mjs";

/** Milliseconds of processor time that no input may take, unless nobody asks how long it takes. */
const LONGEST = 50;
/** The longest input that is kept. */
const LARGEST = 1_200;
const RETRIES = 3;
/** After so many findings, the rest would say the same. */
const MOST_FINDINGS = 1_000;
/** The longest time that a timer takes. Milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

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
    most = Number.MAX_SAFE_INTEGER - corpus.length,
    longest = LONGEST,
  },
) {
  const consumers = await consumersOf(builds);
  const judges = await judgesOf(builds, consumers);
  /** @type {Map<string, number>} */
  const outcomes = new Map();
  /** @type {{ executions: number, outcomes: Map<string, number>, findings: { problem: string, input: object }[], fresh: object[], slowest: number, seconds: number }} */
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

  const old = new Set(corpus);
  const inputs = fc.asyncProperty(inputsOf(consumers, kept), async (input) => {
    await run(input, !old.has(input));
    return report.findings.length <= MOST_FINDINGS;
  });
  const { errorInstance } = await fc.check(inputs, {
    seed,
    numRuns: corpus.length + most,
    examples: corpus.map((input) => [input]),
    markInterruptAsFailure: false,
    interruptAfterTimeLimit: Math.min(seconds * 1_000, LONGEST_TIMER),
    // The corpus holds small inputs already; a smaller one would be judged as a further input.
    endOnFailure: true,
  });
  // A mistake of the judges, which is no finding.
  if (errorInstance && report.findings.length <= MOST_FINDINGS) throw errorInstance;
  report.seconds = (performance.now() - began) / 1_000;
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
