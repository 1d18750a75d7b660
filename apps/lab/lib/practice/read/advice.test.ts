import { describe, expect, test } from "vitest";
import { block } from "../content/block";
import { answersFrom, openQuestions, type Questionnaire, ruleFor } from "./advice";

const questionnaire = block.parse({
  kind: "questionnaire",
  title: "Which strategy fits your app?",
  questions: [
    {
      id: "end",
      ask: "How soon must a sign-out work?",
      options: [
        { id: "at-once", text: "At once" },
        { id: "seconds", text: "Within seconds" },
        { id: "late", text: "It may take an hour" },
      ],
    },
    {
      id: "regions",
      ask: "Where do the servers run?",
      options: [
        { id: "one", text: "In one region" },
        { id: "many", text: "In several" },
      ],
    },
  ],
  rules: [
    { when: { end: ["at-once"], regions: ["one"] }, advice: "database", because: ["a"] },
    { when: { end: ["at-once", "seconds"] }, advice: "hybrid", because: ["b"] },
    { when: { end: ["late"], regions: ["many"] }, advice: "jwt", because: ["c"] },
  ],
}) as Questionnaire;

describe("The advice of a questionnaire", () => {
  test.each([
    [{ end: "at-once", regions: "one" }, 0],
    [{ end: "at-once", regions: "many" }, 1],
    [{ end: "seconds", regions: "one" }, 1],
    [{ end: "late", regions: "many" }, 2],
    [{ end: "late", regions: "one" }, null],
  ])("for %o is the first rule that matches: %s", (answers, rule) => {
    expect(ruleFor(questionnaire, answers)).toBe(rule);
  });

  test("waits until every question has a valid answer", () => {
    expect(ruleFor(questionnaire, {})).toBe("open");
    expect(ruleFor(questionnaire, { end: "at-once" })).toBe("open");
    expect(ruleFor(questionnaire, { end: "at-once", regions: "moon" })).toBe("open");
    expect(openQuestions(questionnaire, { end: "at-once", regions: "moon" })).toBe(1);
  });

  test("reads the answers of a form in the query, and ignores unknown ones", () => {
    const query = { "app-end": "seconds", "app-regions": "moon", end: "late" };
    expect(answersFrom(questionnaire, query)).toEqual({ end: "seconds" });
    expect(answersFrom(questionnaire, { "app-end": ["seconds", "late"] })).toEqual({});
  });
});
