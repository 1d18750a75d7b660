import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Block } from "@/lib/practice/content/block";
import { loadTopic, topicNames } from "@/lib/practice/content/load";
import { exampleProgramOf } from "@/lib/practice/content/program";
import type { Mode } from "@/lib/practice/content/topic";
import { counts, described, examplesOf, run, wrongExample, wrongStatements } from "./run-all";

const root = join(import.meta.dirname, "../../..");
const topics = topicNames(import.meta.dirname).map((name) => ({
  name,
  ...loadTopic(join(import.meta.dirname, name)),
}));

afterAll(() => {
  const { exercises, answers, statements, examples } = counts;
  console.log(
    `Ran ${exercises} exercises: ${answers} answers and ${statements} statements, and ${examples} examples.`,
  );
});

describe.each(topics)("topic $name", ({ name, topic, modes, exercises }) => {
  const ideas = topic.ideas.map((idea) => idea.id);

  test("its names fit together", () => {
    expect(topic.id).toBe(name);
    expect(modes.map((mode) => mode.id)).toEqual(topic.modes);
    for (const idea of topic.ideas) expect(topic.modes).toContain(idea.mode);
    for (const mode of modes) {
      const written = exercises.get(mode.id) ?? new Map();
      expect([...written.keys()].sort()).toEqual([...new Set(usedIn(mode))].sort());
      for (const each of written.values()) expect(ideas).toContain(each.idea);
      if (mode.kind === "recall") for (const card of mode.cards) expect(ideas).toContain(card.idea);
    }
  });

  const written = modes.flatMap((mode) =>
    [...(exercises.get(mode.id)?.values() ?? [])].map((exercise) => ({ mode: mode.id, exercise })),
  );
  test.for(written)(
    `${name}/$mode/$exercise.id: exactly the right answers pass`,
    async ({ exercise }) => {
      expect((await wrongStatements(exercise)).join("\n")).toBe("");
    },
  );

  const blocks = modes.flatMap((mode) =>
    mode.kind === "read" ? mode.blocks.map((block, at) => ({ mode: mode.id, at, block })) : [],
  );
  test.for(blocks.filter(({ block }) => examplesOf(block).length > 0))(
    `${name}/$mode block $at: its examples run`,
    async ({ block }) => {
      for (const example of examplesOf(block))
        expect((await wrongExample(example)).join("\n")).toBe("");
    },
  );
  test.for(
    blocks.flatMap(({ block, ...at }) => (block.kind === "trace" ? [{ ...at, block }] : [])),
  )(`${name}/$mode block $at: the trace runs and has frames`, async ({ block }) => {
    const outcome = await run({ files: { "program.ts": block.program }, entry: "program.ts" });
    expect(outcome.end, described(outcome)).toBe("finished");
    expect(outcome.frames.length).toBeGreaterThan(3);
  });
  test.for(blocks.flatMap(({ block, ...at }) => (block.kind === "race" ? [{ ...at, block }] : [])))(
    `${name}/$mode block $at: both programs measure`,
    async ({ block }) => {
      for (const example of [block.bad, block.good]) {
        const outcome = await run(exampleProgramOf(example));
        expect(outcome.measurements.length, described(outcome)).toBeGreaterThan(0);
      }
    },
  );
  test.for(
    blocks.flatMap(({ block, ...at }) => (block.kind === "figures" ? [{ ...at, block }] : [])),
  )(`${name}/$mode block $at: its figures stand in the source`, ({ block }) => {
    const source = readFileSync(join(root, block.source), "utf8");
    for (const { quote } of block.rows) expect(source).toContain(quote);
  });

  const cards = modes.flatMap((mode) => (mode.kind === "recall" ? mode.cards : []));
  test.for(cards)(`${name}/recall card $id: its example proves it`, async ({ example }) => {
    expect(example.prints?.length, "a card states what its example prints").toBeGreaterThan(0);
    expect((await wrongExample(example)).join("\n")).toBe("");
  });
});

/** Lists the exercises that a mode uses. */
function usedIn(mode: Mode): string[] {
  switch (mode.kind) {
    case "read":
      return mode.blocks.flatMap((block: Block) => (block.kind === "exercise" ? [block.id] : []));
    case "drill":
      return mode.exercises;
    case "project":
      return mode.steps;
    case "test":
      return mode.pool;
    case "recall":
      return [];
  }
}
