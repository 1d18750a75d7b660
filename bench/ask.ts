/** Runs one question in a separate process, so that no result depends on earlier questions. */
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { plot } from "./harness/chart.ts";
import { judge } from "./harness/figures.ts";
import { describeMachine } from "./harness/machine.ts";
import { measure, QUICK, THOROUGH } from "./harness/measure.ts";
import type { Measured } from "./harness/measured.ts";
import type { Question, Setting } from "./harness/question.ts";
import { writeOutcome } from "./harness/results.ts";
import { rowsOf, toMarkdown } from "./harness/table.ts";
import { questions } from "./questions.ts";

const [name = "", ...flags] = process.argv.slice(2);
const quick = flags.includes("--quick");
const long = flags.includes("--long");
const folder = fileURLToPath(new URL(`.data/${name}-${process.pid}`, import.meta.url));

const SIZES = [10_000, 100_000, 1_000_000];
const LARGEST = 10_000_000;
const closers: (() => unknown)[] = [];
const setting: Setting = {
  folder,
  // Twice as many as one run renews, so that no two concurrent renewals concern the same session.
  stored: quick ? 512 : 10_000,
  sizes: quick ? [100, 200] : long ? [...SIZES, LARGEST] : SIZES,
  atEnd: (close) => closers.unshift(close),
};

mkdirSync(folder, { recursive: true });
try {
  const module = await questions[name]?.();
  if (module === undefined) throw new Error(`Unknown question: ${name}.`);
  const question = await module.ask(setting);
  for (const contestant of question.contestants) await contestant.check();
  const machine = describeMachine();
  const measured = question.measured ?? (await time(question));
  const verdicts = judge(question.targets, measured);
  if (quick && question.leftOut !== undefined) {
    console.log(`– ${question.title}: LEFT OUT. ${question.leftOut}`);
  } else if (quick) {
    console.log(`✓ ${question.title}: ${measured.length} contestants give the correct answer`);
  } else {
    const { title, about, chart, findings = [] } = question;
    const outcome = {
      name: long ? `${name}-long` : name,
      title,
      about,
      machine,
      rows: rowsOf(measured, question.yardsticks),
      verdicts,
      findings,
      ...(chart && { chart: plot(chart, measured) }),
    };
    console.log(toMarkdown(outcome));
    writeOutcome(outcome);
  }
} finally {
  for (const close of closers) await close();
  rmSync(folder, { recursive: true, force: true });
}
// A peer may have left a timer running.
process.exit();

async function time({ title, contestants }: Question): Promise<Measured[]> {
  const live = process.stderr.isTTY && !quick;
  if (!live && !quick) console.error(`… ${title}`);
  return measure(contestants, quick ? QUICK : THOROUGH, (done) => {
    if (live) process.stderr.write(`\r\x1b[2K${progress(title, done)}`);
  });
}

function progress(title: string, done: number): string {
  return done === 1 ? "" : `… ${title}: ${Math.round(done * 100)} %`;
}
