import { describe, expect, it } from "vitest";
import { exercise, type Level } from "../content/exercise";
import { answerOf, choiceText, chosenOf, chosenText, optionsOf } from "./chosen-options";
import { drawRound } from "./draw-round";
import { shuffle } from "./shuffle";

const statement = (text: string, right = false) => ({ text, right, why: "Seen.", holds: "true" });
const common = {
  id: "an-exercise",
  title: "An exercise",
  level: "easy",
  idea: "idea",
  api: "web",
  task: "Do it.",
  hint: "Look.",
  solution: ["1", "2", "3"],
  quickCheck: { ask: "So?", options: [statement("Yes", true), statement("No")] },
};
const option = (text: string, right = false) => ({ text, right, why: "Seen." });
const fillIn = exercise.parse({
  ...common,
  kind: "fill-in",
  program: "a.__1__(__2__)",
  check: "1",
  blanks: [
    { options: [option("sign", true), option("decode")] },
    { options: [option("x"), option("y", true), option("z")] },
  ],
  defend: { ask: "Why?", options: [statement("Because", true), statement("So")] },
});
const predict = exercise.parse({
  ...common,
  kind: "predict",
  program: "1",
  options: [option("1", true), option("2")],
});
const write = exercise.parse({
  ...common,
  kind: "write",
  program: "1",
  check: "1",
  right: [{ says: "a", program: "a" }],
  wrong: ["b", "c"].map((text) => ({ says: text, program: text, fails: "f", why: "It fails." })),
});

describe("The options of an address", () => {
  it("are read as they were written", () => {
    for (const chosen of [
      { options: [1, 2], defend: null },
      { options: [0, 0], defend: 1 },
    ])
      expect(chosenOf(fillIn, chosenText(chosen))).toEqual(chosen);
  });

  it.each(["", "1", "2.0", "0.3", "0.0.0", "0.0_2", "a.b", "0,0", "-1.0", "1e1.0", "0.0_"])(
    "%j are refused",
    (text) => {
      expect(chosenOf(fillIn, text)).toBeNull();
    },
  );

  it("are refused for an exercise without a question to defend the answer, and for code", () => {
    expect(chosenOf(predict, "0")).toEqual({ options: [0], defend: null });
    expect(chosenOf(predict, "0_0")).toBeNull();
    expect(chosenOf(write, "0")).toBeNull();
  });

  it("give the texts of the blanks", () => {
    expect(answerOf(fillIn, [1, 2])).toEqual({ kind: "blanks", texts: ["decode", "z"] });
    expect(answerOf(predict, [1])).toEqual({ kind: "option", option: 1 });
    expect(answerOf(predict, [2])).toBeNull();
  });
});

describe("The options of an answer", () => {
  it("are found by their texts, and a typed text has none", () => {
    const typed = { kind: "blanks", texts: ["sign ", '["x"]'] } as const;
    expect(optionsOf(fillIn, typed)).toEqual([0, null]);
    expect(choiceText(fillIn, typed)).toBeUndefined();
    expect(choiceText(fillIn, { kind: "blanks", texts: ["sign", " z "] })).toBe("sign, z");
  });

  it("have words only for chosen options", () => {
    expect(choiceText(predict, { kind: "option", option: 1 })).toBe("2");
    expect(choiceText(write, { kind: "text", text: "secret" })).toBeUndefined();
  });
});

describe("A round of the Test", () => {
  const pool = (["easy", "medium", "hard"] as const).flatMap((level: Level) =>
    Array.from({ length: 6 }, (_, place) => ({ id: `${level}-${place}`, level })),
  );
  const draw = { easy: 3, medium: 4, hard: 3 };
  const ids = (round: string, seen: readonly string[] = []) =>
    drawRound(pool, draw, round, new Set(seen)).map(({ id }) => id);

  it("has the stated number of questions of each level, the easy ones first", () => {
    expect(ids("a").map((id) => id.split("-")[0])).toEqual(
      ["easy", "medium", "hard"].flatMap((level) =>
        Array.from({ length: draw[level as Level] }, () => level),
      ),
    );
    expect(new Set(ids("a")).size).toBe(10);
  });

  it("has the same questions after a reload, and others in another round", () => {
    expect(ids("a")).toEqual(ids("a"));
    expect(ids("b")).not.toEqual(ids("a"));
  });

  it("repeats a question only when the level has no unseen ones", () => {
    const first = ids("a");
    const second = ids("b", first);
    const repeated = second.filter((id) => first.includes(id));
    // Of six medium questions, four were seen, so two of the next four repeat.
    expect(repeated.map((id) => id.split("-")[0])).toEqual(["medium", "medium"]);
  });

  it("is shorter when the pool is", () => {
    expect(drawRound(pool.slice(0, 2), draw, "a", new Set())).toHaveLength(2);
  });
});

it("A shuffle keeps all items, and does not always put the same place first", () => {
  const items = ["a", "b", "c", "d"];
  const orders = Array.from({ length: 40 }, (_, seed) => shuffle(items, `${seed}`, (x) => x));
  for (const order of orders) expect([...order].sort()).toEqual(items);
  expect(new Set(orders.map(([first]) => first)).size).toBe(4);
});
