import type { Outcome, Program } from "sandbox/outcome";
import { expect, it } from "vitest";
import { exercise } from "@/lib/practice/content/exercise";
import { verdictOf } from "@/lib/practice/content/verdict";
import { findMistake } from "./find-mistake";

const statement = { text: "Yes", right: true, why: "Seen.", holds: "true" };
const mend = exercise.parse({
  kind: "mend",
  id: "a-guard",
  title: "A guard",
  level: "easy",
  idea: "idea",
  api: "web",
  task: "Mend it.",
  hint: "Look.",
  program: "start",
  check: "check",
  solution: ["1", "2", "3"],
  quickCheck: { ask: "So?", options: [statement, { ...statement, right: false }] },
  right: [{ says: "right", program: "right" }],
  wrong: [
    { says: "200", program: "200", fails: "status", why: "It answered 200." },
    { says: "500", program: "500", fails: "status", why: "It answered 500." },
    { says: "text", program: "text", fails: "body", why: "It has a body." },
  ],
});

const answer = { kind: "text", text: "mine" } as const;
const failing = (got: string): Outcome => ({
  end: "finished",
  sentence: null,
  error: null,
  lines: [],
  calls: [{ call: "status", wanted: "401", got, passed: false }],
  frames: [],
  measurements: [],
  claims: [],
  milliseconds: 1,
});
const answered = (outcome: Outcome) => {
  const verdict = verdictOf(mend, answer, outcome);
  return { answer, outcome, verdict, mistake: null, defended: null };
};

it("The mistake of a wrong program is the one that fails at the same call with the same result", async () => {
  const runs: string[] = [];
  const run = async (program: Program) => {
    const text = program.files["program.ts"] ?? "";
    runs.push(text);
    return failing(text);
  };
  expect(await findMistake(mend, answered(failing("500")), run)).toBe(1);
  expect(runs).toEqual(["200", "500"]);
  expect(await findMistake(mend, answered(failing("501")), run)).toBeNull();
});

it("A right program, and a run that did not come back, have no mistake", async () => {
  const passed = { ...failing("401"), calls: [] };
  expect(await findMistake(mend, answered(passed), async () => null)).toBeNull();
  expect(await findMistake(mend, answered(failing("500")), async () => null)).toBeNull();
});
