import fc from "fast-check";
import { createKeyCheck } from "./check-keys.mjs";
import { createTokenCheck } from "./check-tokens.mjs";
import { consumersOf } from "./consumers.mjs";
import { inputsOf } from "./targets.mjs";

/** The processor time that an input may take by default. Milliseconds. */
const MAX_TIME = 50;
/** The longest input that is added to the corpus. Characters of its JSON. */
const MAX_STORED = 1_200;
const RETRIES = 3;
/** The run stops after so many findings, because more would repeat them. */
const MAX_FINDINGS = 1_000;
/** The longest delay of a JavaScript timer. Milliseconds. */
const MAX_DELAY = 2 ** 31 - 1;

/**
 * Checks the corpus, and then generated inputs until the time or their number is reached.
 * `findings` are the inputs with a problem. `newInputs` are the inputs that led to a new outcome.
 */
export async function fuzz(
  builds,
  {
    seed,
    corpus,
    seconds = Number.POSITIVE_INFINITY,
    maxInputs = Number.MAX_SAFE_INTEGER - corpus.length,
    maxTime = MAX_TIME,
  },
) {
  const consumers = await consumersOf(builds);
  const checks = await checksOf(builds, consumers);
  /** @type {Map<string, number>} */
  const outcomes = new Map();
  /** @type {{ executions: number, outcomes: Map<string, number>, findings: { problem: string, input: object }[], newInputs: object[], slowest: number, seconds: number }} */
  const report = {
    executions: 0,
    outcomes,
    findings: [],
    newInputs: [],
    slowest: 0,
    seconds: 0,
  };
  const stored = Object.groupBy(corpus, (input) => input.target);
  const began = performance.now();

  async function run(input, isNew) {
    const result = await timedCheck(checks[input.target], input, maxTime);
    const { time, problems } = result;
    report.executions++;
    report.slowest = Math.max(report.slowest, time);
    if (time > maxTime) problems.push(`took ${time.toFixed(0)} ms of processor time`);
    for (const problem of problems) report.findings.push({ problem, input });
    const unseen = result.outcomes.filter((outcome) => !outcomes.has(outcome));
    for (const outcome of result.outcomes) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (!isNew || unseen.length === 0 || JSON.stringify(input).length > MAX_STORED) return;
    report.newInputs.push(input);
    stored[input.target] = [...(stored[input.target] ?? []), input];
  }

  const corpusInputs = new Set(corpus);
  const inputs = fc.asyncProperty(inputsOf(consumers, stored), async (input) => {
    await run(input, !corpusInputs.has(input));
    return report.findings.length <= MAX_FINDINGS;
  });
  const { errorInstance } = await fc.check(inputs, {
    seed,
    numRuns: corpus.length + maxInputs,
    examples: corpus.map((input) => [input]),
    markInterruptAsFailure: false,
    interruptAfterTimeLimit: Math.min(seconds * 1_000, MAX_DELAY),
    // No shrinking: the shrunk inputs would be counted as further inputs.
    endOnFailure: true,
  });
  // An exception with few findings is a defect of a check, not of the library.
  if (errorInstance && report.findings.length <= MAX_FINDINGS) throw errorInstance;
  report.seconds = (performance.now() - began) / 1_000;
  return report;
}

async function checksOf(builds, consumers) {
  const token = createTokenCheck(builds, consumers);
  return { token, header: token, payload: token, key: await createKeyCheck(builds) };
}

/**
 * Checks an input and measures its processor time. A slow check is repeated, and the shortest time
 * counts, because garbage collection can fall into one of them.
 */
async function timedCheck(check, input, maxTime) {
  let shortest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; ; attempt++) {
    const began = process.cpuUsage();
    const result = await check(input);
    const { user, system } = process.cpuUsage(began);
    shortest = Math.min(shortest, (user + system) / 1_000);
    if (shortest <= maxTime || attempt === RETRIES) return { ...result, time: shortest };
  }
}
