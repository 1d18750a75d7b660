import { type Outcome, type Program, runProgram } from "sandbox/node";
import { answersOf } from "@/lib/practice/content/answers";
import type { Block, Runnable } from "@/lib/practice/content/block";
import type { Exercise, Question } from "@/lib/practice/content/exercise";
import { exampleProgramOf, programOf, questionProgramOf } from "@/lib/practice/content/program";
import { failureOf, verdictOf } from "@/lib/practice/content/verdict";

/** What the tests ran. */
export interface Counts {
  exercises: number;
  answers: number;
  statements: number;
  examples: number;
}

export const counts: Counts = { exercises: 0, answers: 0, statements: 0, examples: 0 };

/** Runs every answer of an exercise, and lists where the content states another result. */
export async function wrongStatements(exercise: Exercise): Promise<string[]> {
  counts.exercises += 1;
  const problems: string[] = [];
  for (const { says, answer, passes, fails } of answersOf(exercise)) {
    counts.answers += 1;
    const outcome = await run(programOf(exercise, answer));
    const { passed } = verdictOf(exercise, answer, outcome);
    if (passed !== passes) {
      problems.push(`"${says}" ${passed ? "passes" : "does not pass"}.\n${described(outcome)}`);
    }
    const failed = failureOf(outcome);
    if (fails !== undefined && failed !== fails) {
      problems.push(`"${says}" fails at ${failed}, not at ${fails}.\n${described(outcome)}`);
    }
  }
  problems.push(...(await wrongOptions(exercise, "quickCheck", exercise.quickCheck)));
  if (exercise.defend) problems.push(...(await wrongOptions(exercise, "defend", exercise.defend)));
  return problems;
}

async function wrongOptions(exercise: Exercise, name: string, { options }: Question) {
  counts.statements += options.length;
  const outcome = await run(questionProgramOf(exercise, options));
  return options.flatMap(({ text, right }, at) =>
    outcome.claims[at] === right
      ? []
      : [`${name}: "${text}" is ${outcome.claims[at]}.\n${described(outcome)}`],
  );
}

/** Runs an example, and lists what is not as the content says. */
export async function wrongExample(example: Runnable): Promise<string[]> {
  counts.examples += 1;
  const outcome = await run(exampleProgramOf(example));
  if (outcome.end !== "finished") return [`The example does not finish.\n${described(outcome)}`];
  if (example.prints === undefined) return [];
  const printed = outcome.lines.flatMap(({ text }) => text.split("\n"));
  return JSON.stringify(printed) === JSON.stringify(example.prints)
    ? []
    : [`The example prints something else.\n${described(outcome)}`];
}

/** Lists the examples of a block. */
export function examplesOf(block: Block): Runnable[] {
  switch (block.kind) {
    case "card":
    case "example":
      return [block.example];
    case "compare":
      return [block.before, block.after];
    case "race":
      return [block.bad, block.good];
    default:
      return [];
  }
}

const outcomes = new Map<string, Promise<Outcome>>();

/** Runs a program. Two options of one question have the same program, which runs once. */
export function run(program: Program): Promise<Outcome> {
  const key = JSON.stringify(program);
  const known = outcomes.get(key) ?? runProgram(program);
  outcomes.set(key, known);
  return known;
}

export function described(outcome: Outcome): string {
  const { end, error, lines, calls } = outcome;
  const shown = [
    `  ended: ${end}${outcome.sentence ? ` (${outcome.sentence})` : ""}`,
    ...(error ? [`  error: ${error.name}: ${error.message} (${error.file}:${error.line})`] : []),
    ...calls.map(
      (each) =>
        `  ${each.passed ? "ok " : "NO "} ${each.call} → ${each.got} (wanted ${each.wanted})`,
    ),
    ...lines.map(({ text }) => `  | ${text.replaceAll("\n", "\n  | ")}`),
  ];
  return shown.join("\n");
}
