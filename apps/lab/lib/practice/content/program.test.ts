import { type Call, type Outcome, passed } from "sandbox/outcome";
import { describe, expect, it } from "vitest";
import { answersOf } from "./answers";
import { fillBlanks, splitAtBlanks } from "./blanks";
import { exercise } from "./exercise";
import { programOf, questionProgramOf, rightTextOf } from "./program";
import { failsAlike, failureOf, verdictOf } from "./verdict";

const common = {
  id: "make-a-token",
  title: "Make a token",
  level: "easy",
  idea: "signing",
  api: "jsonwebtoken",
  task: "Make a token.",
  hint: "Read the names.",
  files: { "users.ts": "export const users = [];" },
  solution: ["One.", "Two.", "Three."],
  quickCheck: {
    ask: "What is true?",
    options: [
      { text: "It has an id", right: true, why: "Seen.", holds: "seen.id === 7" },
      { text: "It has none", why: "Seen.", holds: "seen.id === undefined" },
    ],
  },
};

const fillInParts = {
  kind: "fill-in",
  program: "export const token = jwt.__1__({}, __2__);",
  blanks: [
    { options: ["sign", "verify", "decode"].map((text) => option(text, text === "sign")) },
    { options: [option("SECRET", true), option("undefined", false)] },
  ],
  alsoRight: [['["sign"]', "SECRET"]],
  check: 'import { token } from "./program";',
};

const fillIn = exercise.parse({ ...common, ...fillInParts });

const choose = exercise.parse({
  ...common,
  kind: "choose",
  program: "export const seen = { id: 7 };",
  options: [
    { ...option("Eight", false), holds: "seen.id === 8" },
    { ...option("Seven", true), holds: "seen.id === 7" },
  ],
});

const predict = exercise.parse({
  ...common,
  kind: "predict",
  program: "console.log(1); console.log(2);",
  options: [option("1", false), option("1  \n2\n", true)],
});

const mend = exercise.parse({
  ...common,
  kind: "mend",
  file: "guard.ts",
  program: "export const guard = 0;",
  right: [{ says: "one", program: "export const guard = 1;" }],
  wrong: [
    { says: "two", program: "export const guard = 2;", fails: "guard(1)", why: "It is 2." },
    { says: "none", program: "throw new Error();", fails: "error", why: "It throws." },
  ],
  check: 'import { guard } from "./guard";',
});

function option(text: string, right: boolean) {
  return { text, right, why: `It is ${text}.` };
}

function outcome(changes: Partial<Outcome>): Outcome {
  return {
    end: "finished",
    sentence: null,
    error: null,
    lines: [],
    calls: [],
    frames: [],
    measurements: [],
    claims: [],
    milliseconds: 1,
    ...changes,
  };
}

function call(name: string, passes: boolean): Call {
  return { call: name, wanted: "1", got: passes ? "1" : "2", passed: passes };
}

function printed(...texts: string[]): Outcome {
  return outcome({ lines: texts.map((text) => ({ level: "log", text })) });
}

describe("The blanks of a program", () => {
  it("are places between its texts", () => {
    expect(splitAtBlanks("a.__1__(__12__)")).toEqual([
      { kind: "text", text: "a." },
      { kind: "blank", blank: 0 },
      { kind: "text", text: "(" },
      { kind: "blank", blank: 11 },
      { kind: "text", text: ")" },
    ]);
  });

  it("take the texts as they are, also with the signs of replacement patterns", () => {
    expect(fillBlanks("jwt.__1__(__2__); __1__;", ["sign", "$&"])).toBe("jwt.sign($&); sign;");
  });

  it("take an access by brackets instead of the dot", () => {
    expect(fillBlanks("jwt.__1__(t)", [' ["verify"] '])).toBe('jwt["verify"](t)');
    expect(fillBlanks("jwt?.__1__(t)", ['["verify"]'])).toBe('jwt?.["verify"](t)');
    expect(fillBlanks("[...__1__]", ["[1]"])).toBe("[...[1]]");
  });

  it("stay as names when they have no text", () => {
    expect(fillBlanks("jwt.__1__(__2__)", ["sign", " "])).toBe("jwt.sign(__2__)");
  });
});

describe("The program of an answer", () => {
  it("is the filled program, its files and the check for a fill-in", () => {
    expect(programOf(fillIn, { kind: "blanks", texts: ["decode", "KEY"] })).toEqual({
      files: {
        ...common.files,
        "program.ts": "export const token = jwt.decode({}, KEY);",
        "check.ts": 'import { token } from "./program";',
      },
      entry: "check.ts",
      at: "2026-03-02T09:00:00Z",
    });
  });

  it("has the learner's text under the name of the exercise's file for an edit", () => {
    const program = programOf(mend, { kind: "text", text: "export {};" });
    expect(program.files["guard.ts"]).toBe("export {};");
    expect(program.files["program.ts"]).toBeUndefined();
  });

  it("has the statements of all options as claims for a choice", () => {
    const program = programOf(choose, { kind: "option", option: 0 });
    expect(program.entry).toBe("program.ts");
    expect(program.claims).toEqual(["seen.id === 8", "seen.id === 7"]);
  });

  it("is refused for an answer of another kind", () => {
    for (const each of [fillIn, choose, predict])
      expect(() => programOf(each, { kind: "text", text: "" })).toThrow(TypeError);
    expect(() => programOf(mend, { kind: "option", option: 0 })).toThrow(TypeError);
  });

  it("of a question is a right answer with the question's statements as claims", () => {
    const program = questionProgramOf(fillIn, fillIn.quickCheck.options);
    expect(program.claims).toEqual(["seen.id === 7", "seen.id === undefined"]);
    expect(program.files["program.ts"]).toBe(rightTextOf(fillIn));
    expect(rightTextOf(fillIn)).toBe("export const token = jwt.sign({}, SECRET);");
    expect(rightTextOf(mend)).toBe("export const guard = 1;");
  });
});

describe("The verdict", () => {
  it("of a choice is the claim of the chosen option", () => {
    const run = outcome({ claims: [false, true] });
    expect(verdictOf(choose, { kind: "option", option: 1 }, run).passed).toBe(true);
    expect(verdictOf(choose, { kind: "option", option: 0 }, run).passed).toBe(false);
    expect(verdictOf(choose, { kind: "option", option: 2 }, run).passed).toBe(false);
    const broken = outcome({ end: "error", claims: [null, null] });
    expect(verdictOf(choose, { kind: "option", option: 1 }, broken).passed).toBe(false);
  });

  it("of a prediction compares the printed lines with the option", () => {
    const right = { kind: "option", option: 1 } as const;
    expect(verdictOf(predict, right, printed("1", "2 ")).passed).toBe(true);
    expect(verdictOf(predict, right, printed("1\n2")).passed).toBe(true);
    expect(verdictOf(predict, right, printed("1")).passed).toBe(false);
    expect(verdictOf(predict, right, printed(" 1", "2")).passed).toBe(false);
    expect(verdictOf(predict, { kind: "option", option: 0 }, printed("1")).passed).toBe(true);
  });

  it("of a check names the first failing call and the content's mistake that fails in it", () => {
    const answer = { kind: "text", text: "" } as const;
    const failing = call("guard(1)", false);
    const run = outcome({ calls: [call("guard(0)", true), failing, call("guard(2)", false)] });
    expect(verdictOf(mend, answer, run)).toEqual({ passed: false, failing, mistakes: [0] });
    const stopped = outcome({ end: "error", calls: [call("guard(0)", true)] });
    expect(verdictOf(mend, answer, stopped)).toEqual({
      passed: false,
      failing: null,
      mistakes: [1],
    });
    expect(verdictOf(mend, answer, outcome({ calls: [call("guard(1)", true)] })).passed).toBe(true);
    expect(failureOf(outcome({ end: "too-long" }))).toBe("error");
  });

  it("finds a run that fails with the same result at the same call", () => {
    const failing = (got: string) => outcome({ calls: [{ ...call("guard(1)", false), got }] });
    expect(failsAlike(failing("501"), failing("501"))).toBe(true);
    expect(failsAlike(failing("501"), failing("200"))).toBe(false);
    const error = (message: string) =>
      outcome({ end: "error", error: { name: "Error", message, file: null, line: null } });
    expect(failsAlike(error("no"), error("no"))).toBe(true);
    expect(failsAlike(error("no"), error("other"))).toBe(false);
    expect(failsAlike(error("no"), failing("501"))).toBe(false);
    expect(failsAlike(outcome({}), outcome({}))).toBe(false);
  });

  it("of a run without a call of the check is not passed", () => {
    expect(passed(outcome({}))).toBe(false);
    expect(verdictOf(fillIn, { kind: "blanks", texts: [] }, outcome({})).passed).toBe(false);
  });
});

describe("The answers of an exercise", () => {
  it("are all combinations of options, and the other right texts, for a fill-in", () => {
    const answers = answersOf(fillIn);
    expect(answers.filter((each) => each.passes).map((each) => each.says)).toEqual([
      "sign, SECRET",
      '["sign"], SECRET',
    ]);
    expect(answers).toHaveLength(7);
  });

  it("leave out combinations of wrong options when there are more than 64", () => {
    const options = ["a", "b", "c"].map((text) => option(text, text === "a"));
    const blanks = ["1", "2", "3", "4"].map(() => ({ options }));
    const answers = answersOf(exercise.parse({ ...common, ...fillInParts, blanks }));
    expect(answers).toHaveLength(1 + 4 * 2 + 1);
  });

  it("are the options with their verdict for a choice and a prediction", () => {
    expect(answersOf(choose).map((each) => each.passes)).toEqual([false, true]);
    expect(answersOf(predict).map((each) => each.passes)).toEqual([false, true]);
  });

  it("are the start, the right attempts and the wrong ones with their failure for an edit", () => {
    expect(answersOf(mend).map(({ passes, fails }) => [passes, fails])).toEqual([
      [false, undefined],
      [true, undefined],
      [false, "guard(1)"],
      [false, "error"],
    ]);
  });
});
