import type { Outcome } from "sandbox/outcome";
import { describe, expect, it } from "vitest";
import { exercise } from "@/lib/practice/content/exercise";
import type { Answer } from "@/lib/practice/content/program";
import { verdictOf } from "@/lib/practice/content/verdict";
import { announcementOf, millisecondsText } from "../run/outcome-text";
import { answerOfForm } from "./answer-of-form";
import { hasPassed } from "./has-passed";
import type { Answered } from "./parts";
import { resultText } from "./result-text";

const statement = (text: string, right = false) => ({ text, right, why: "Seen.", holds: "true" });
const common = {
  id: "an-exercise",
  title: "An exercise",
  level: "easy",
  idea: "idea",
  api: "web",
  task: "Do it.",
  hint: "Look.",
  program: "a.__1__(__2__)",
  solution: ["1", "2", "3"],
  quickCheck: { ask: "So?", options: [statement("Yes", true), statement("No")] },
};
const options = [
  { text: "1", right: true, why: "Seen." },
  { text: "2", why: "Seen." },
];
const fillIn = exercise.parse({
  ...common,
  kind: "fill-in",
  check: "1",
  blanks: [{ options }, { options }],
});
const predict = exercise.parse({ ...common, kind: "predict", options });
const choose = exercise.parse({
  ...common,
  kind: "choose",
  options: [statement("a", true), statement("b")],
  defend: { ask: "Why?", options: [statement("a", true), statement("b")] },
});
const write = exercise.parse({
  ...common,
  kind: "write",
  check: "1",
  right: [{ says: "a", program: "a" }],
  wrong: ["b", "c"].map((text) => ({ says: text, program: text, fails: "f", why: "It fails." })),
});

const nothing: Outcome = {
  end: "finished",
  sentence: null,
  error: null,
  lines: [],
  calls: [],
  frames: [],
  measurements: [],
  claims: [],
  milliseconds: 1,
};

function form(members: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(members)) data.append(name, value);
  return data;
}

function answered(
  of: typeof fillIn,
  answer: Answer,
  changes: Partial<Outcome>,
  defended: Answered["defended"] = null,
): Answered {
  const outcome = { ...nothing, ...changes };
  return { answer, outcome, verdict: verdictOf(of, answer, outcome), mistake: null, defended };
}

describe("The answer in a form", () => {
  it("is a chosen option, the texts of the blanks, or the text of the editor", () => {
    expect(answerOfForm(predict, form({ option: "1" }))).toEqual({ kind: "option", option: 1 });
    expect(answerOfForm(fillIn, form({ "text-0": " a ", "text-1": '["b"]' }))).toEqual({
      kind: "blanks",
      texts: ["a", '["b"]'],
    });
    expect(answerOfForm(write, form({ text: "x" }))).toEqual({ kind: "text", text: "x" });
  });

  it("is none while an option or a blank is missing", () => {
    expect(answerOfForm(choose, form({}))).toBeNull();
    expect(answerOfForm(fillIn, form({ "text-0": "a", "text-1": " " }))).toBeNull();
  });
});

describe("The result in words", () => {
  const option: Answer = { kind: "option", option: 0 };
  const blanks: Answer = { kind: "blanks", texts: ["1", "1"] };
  const call = { call: "f()", wanted: "1", got: "2", passed: false };
  const error = { name: "Error", message: "no", file: null, line: null };

  it("names the number of checks that passed", () => {
    const calls = [
      { ...call, passed: true },
      { ...call, passed: true },
    ];
    expect(resultText(fillIn, answered(fillIn, blanks, { calls }), true)).toBe(
      "Right. All 2 checks passed.",
    );
  });

  it("says why an answer did not pass", () => {
    const text = (changes: Partial<Outcome>, isOver = false) =>
      resultText(fillIn, answered(fillIn, blanks, changes), isOver);
    expect(text({ calls: [call] })).toBe("Not yet. A check failed.");
    expect(text({ calls: [call] }, true)).toBe("Not right. A check failed.");
    expect(text({ end: "error", error })).toBe("Not yet. The program ended with an error.");
    expect(text({ end: "too-long" })).toBe("Not yet. The program did not finish.");
    expect(text({})).toBe("Not yet. The program made no call of the check.");
  });

  it("asks for the reason when the exercise does", () => {
    const run = { claims: [true, false] };
    const text = (defended: Answered["defended"]) =>
      resultText(choose, answered(choose, option, run, defended), false);
    expect(text(null)).toBe("The answer passes. Now give the reason.");
    expect(text({ option: 0, holds: true })).toBe("Right. The run confirms the statement.");
    expect(text({ option: 1, holds: false })).toContain("The reason does not hold");
    expect(hasPassed(answered(choose, option, run, { option: 1, holds: false }))).toBe(false);
    expect(hasPassed(answered(choose, option, run, { option: 0, holds: true }))).toBe(true);
  });
});

describe("The announcement of a run", () => {
  it("has the end, the printed lines and the checks", () => {
    const outcome: Outcome = {
      ...nothing,
      lines: [{ level: "log", text: "3 parts" }],
      calls: [{ call: "f()", wanted: "1", got: "1", passed: true }],
    };
    expect(announcementOf({ status: "done", outcome })).toBe(
      "The program finished. 1 of 1 checks passed. It printed: 3 parts",
    );
  });

  it("has the number of lines of a long output", () => {
    const lines = Array.from({ length: 7 }, () => ({ level: "log", text: "x" }) as const);
    const announced = announcementOf({ status: "done", outcome: { ...nothing, lines } });
    expect(announced).toBe("The program finished. It printed 7 lines.");
  });

  it("has the message of an error, or the sentence of a limit", () => {
    const error = { name: "Error", message: "no", file: "program.ts", line: 2 };
    const failed: Outcome = { ...nothing, end: "error", error, sentence: "It stopped." };
    expect(announcementOf({ status: "done", outcome: failed })).toContain("error: no");
    const slow: Outcome = { ...nothing, end: "too-long", sentence: "It worked too long." };
    expect(announcementOf({ status: "done", outcome: slow })).toBe("It worked too long.");
  });

  it("has times without false precision", () => {
    expect(millisecondsText(0.4)).toBe("under 1 ms");
    expect(millisecondsText(12.6)).toBe("13 ms");
  });
});
