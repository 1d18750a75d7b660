import { z } from "zod";
import { id, LEVELS } from "./exercise";

const markdown = z.string().min(1);
const code = z.string().min(1);

/** A program that the learner can run. The tests compare its output with `prints`. */
const runnable = z.strictObject({
  title: z.string().optional(),
  program: code,
  files: z.record(z.string(), code).default({}),
  /** The lines that it prints. Without it, the program only must end without an error. */
  prints: z.array(z.string()).optional(),
});

const prose = z.strictObject({ kind: z.literal("prose"), text: markdown });

/** One idea, with an example that runs. */
const card = z.strictObject({
  kind: z.literal("card"),
  id,
  title: z.string().min(1),
  text: markdown,
  example: runnable,
  /** What to remember. */
  remember: z.array(markdown).default([]),
});

const example = z.strictObject({ kind: z.literal("example"), example: runnable });

/** Code before and after a change. */
const compare = z.strictObject({
  kind: z.literal("compare"),
  before: runnable.extend({ title: z.string(), says: markdown }),
  after: runnable.extend({ title: z.string(), says: markdown }),
});

/** Messages between parts, from top to bottom. */
const diagram = z.strictObject({
  kind: z.literal("diagram"),
  title: z.string().min(1),
  lanes: z.array(z.string()).min(2).max(4),
  messages: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      text: z.string(),
      note: z.string().optional(),
    }),
  ),
});

/** Questions about the reader's app. The first rule whose answers all match gives the advice. */
const questionnaire = z.strictObject({
  kind: z.literal("questionnaire"),
  title: z.string().min(1),
  questions: z.array(
    z.strictObject({
      id,
      ask: z.string().min(1),
      options: z.array(z.strictObject({ id, text: z.string().min(1) })).min(2),
    }),
  ),
  rules: z
    .array(
      z.strictObject({
        /** The accepted answers of each question. A missing question accepts all. */
        when: z.record(z.string(), z.array(z.string())).default({}),
        advice: z.enum(["jwt", "sealed", "database", "hybrid"]),
        because: z.array(markdown).min(1),
      }),
    )
    .min(1),
});

/** The life of a request, step by step. The program calls `frame` of "practice" for each step. */
const trace = z.strictObject({
  kind: z.literal("trace"),
  id,
  title: z.string().min(1),
  text: markdown,
  program: code,
});

/** Two programs that run side by side. Both call `measure` of "practice". */
const race = z.strictObject({
  kind: z.literal("race"),
  id,
  title: z.string().min(1),
  text: markdown,
  bad: runnable.extend({ title: z.string(), says: markdown }),
  good: runnable.extend({ title: z.string(), says: markdown }),
});

/** Figures as bars. The tests look for each figure in the file that `source` names. */
const figures = z.strictObject({
  kind: z.literal("figures"),
  title: z.string().min(1),
  unit: z.string().min(1),
  rows: z.array(
    z.strictObject({
      label: z.string(),
      value: z.number(),
      /** The text of the figure in the source. */
      quote: z.string(),
      strategy: z.enum(["jwt", "sealed", "database", "hybrid"]).optional(),
    }),
  ),
  source: z.string().regex(/^(bench\/results|docs)\/.+\.md$/),
});

/** An exercise of the mode's folder, inside a text. */
const inlineExercise = z.strictObject({ kind: z.literal("exercise"), id });

export const block = z.discriminatedUnion("kind", [
  prose,
  card,
  example,
  compare,
  diagram,
  questionnaire,
  trace,
  race,
  figures,
  inlineExercise,
]);

/** A card of spaced repetition. The program proves the answer. */
export const recallCard = z.strictObject({
  id,
  level: z.enum(LEVELS),
  idea: id,
  front: markdown,
  back: markdown,
  example: runnable,
});

export type Block = z.infer<typeof block>;
export type Runnable = z.infer<typeof runnable>;
export type RecallCard = z.infer<typeof recallCard>;
