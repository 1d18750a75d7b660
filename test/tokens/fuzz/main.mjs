import { join } from "node:path";
import { parseArgs } from "node:util";
import { library } from "../../../scripts/shared/paths.mjs";
import { command, Stop } from "../../../scripts/shared/stop.mjs";
import { readCorpus, writeCorpus } from "./corpus.mjs";
import { fuzz } from "./fuzz.mjs";

/** The number of findings that are printed. */
const MAX_PRINTED = 20;

/** Returns the number of outcomes for each class and code of error, for all consumers together. */
function byCode(outcomes) {
  const counts = new Map();
  for (const [outcome, count] of outcomes) {
    const code = outcome.split(": ")[1] ?? outcome;
    counts.set(code, (counts.get(code) ?? 0) + count);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

await command(async () => {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "600" },
      seed: { type: "string", default: String(Date.now() % 1_000_000_007) },
      keep: { type: "boolean", default: false },
    },
  });
  const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
  if (!(seconds > 0) || !Number.isSafeInteger(seed)) {
    throw new Stop(
      `--seconds must be a positive number, and --seed must be a whole number. The values are ${values.seconds} and ${values.seed}.`,
    );
  }
  const entry = (path) => import(join(library, "dist/token", path));
  const builds = { node: await entry("node/index.js"), web: await entry("web/index.js") };
  const corpus = readCorpus();
  const report = await fuzz(builds, { seed, seconds, corpus });
  const rate = Math.round(report.executions / report.seconds);
  console.log(
    `seed ${seed}, ${report.seconds.toFixed(0)} s, ${report.executions} inputs, ${rate}/s`,
  );
  console.log(
    `slowest input ${report.slowest.toFixed(1)} ms; ${report.outcomes.size} outcomes, ${report.newInputs.length} inputs new to the corpus`,
  );
  for (const [code, count] of byCode(report.outcomes)) {
    console.log(`${String(count).padStart(10)}  ${code}`);
  }
  if (values.keep) writeCorpus([...corpus, ...report.newInputs]);
  if (report.findings.length === 0) return;
  for (const finding of report.findings.slice(0, MAX_PRINTED))
    console.error(JSON.stringify(finding));
  throw new Stop(
    `${report.findings.length} findings. The first ones are printed above with their inputs.`,
  );
});
