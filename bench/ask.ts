/** Asks one question in a process of its own, so that no answer depends on what was asked before. */
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { judge } from "./harness/figures.ts";
import { describeMachine } from "./harness/machine.ts";
import { type Measured, measure, QUICK, THOROUGH } from "./harness/measure.ts";
import type { Question } from "./harness/question.ts";
import { writeOutcome } from "./harness/results.ts";
import { rowsOf, toMarkdown } from "./harness/table.ts";
import { questions } from "./questions.ts";

const [name = "", ...flags] = process.argv.slice(2);
const quick = flags.includes("--quick");
const folder = fileURLToPath(new URL(`.data/${name}-${process.pid}`, import.meta.url));

mkdirSync(folder, { recursive: true });
try {
  const module = await questions[name]?.();
  if (module === undefined) throw new Error(`There is no question called ${name}.`);
  const question = await module.ask({ folder, stored: quick ? 100 : 10_000 });
  for (const contestant of question.contestants) await contestant.check();
  const machine = describeMachine();
  const measured = await time(question);
  const verdicts = judge(question.targets, measured);
  if (quick) {
    console.log(`✓ ${question.title}: ${measured.length} contestants answer rightly`);
  } else {
    const { title, about } = question;
    const outcome = {
      name,
      title,
      about,
      machine,
      rows: rowsOf(measured, question.yardsticks),
      verdicts,
    };
    console.log(toMarkdown(outcome));
    writeOutcome(outcome);
  }
} finally {
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
