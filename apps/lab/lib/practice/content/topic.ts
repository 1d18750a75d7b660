import { z } from "zod";
import { block, recallCard } from "./block";
import { id, LEVELS } from "./exercise";

const head = {
  id,
  title: z.string().min(1),
  /** One sentence for the overview. */
  summary: z.string().min(1),
  /** The time that a learner needs. */
  minutes: z.number().int().positive(),
  intro: z.string().min(1),
};

/** A mode that the learner reads from top to bottom. */
const read = z.strictObject({ ...head, kind: z.literal("read"), blocks: z.array(block).min(1) });

/** Exercises one after the other, each with a number of attempts. */
const drill = z.strictObject({
  ...head,
  kind: z.literal("drill"),
  exercises: z.array(id).min(1),
  attempts: z.number().int().positive(),
  /** The time for each exercise. The end of the time is shown, and it stops nothing. */
  seconds: z.number().int().positive().optional(),
  /** The name of the badge for a mode in which all answers are right. */
  badge: z.string().optional(),
});

/** Steps of one project, in order. Each step is an exercise. */
const project = z.strictObject({ ...head, kind: z.literal("project"), steps: z.array(id).min(1) });

/** Cards that come back on their day. */
const recall = z.strictObject({
  ...head,
  kind: z.literal("recall"),
  cards: z.array(recallCard).min(1),
});

/** A test with a verdict at the end. Each round draws exercises of each level from the pool. */
const test = z.strictObject({
  ...head,
  kind: z.literal("test"),
  pool: z.array(id).min(1),
  draw: z.record(z.enum(LEVELS), z.number().int().nonnegative()),
});

export const mode = z.discriminatedUnion("kind", [read, drill, project, recall, test]);

export const topic = z.strictObject({
  id,
  title: z.string().min(1),
  summary: z.string().min(1),
  /** The modes, in the order of the overview. */
  modes: z.array(id).min(1),
  /** What the topic teaches. */
  ideas: z.array(
    z.strictObject({
      id,
      /** The idea in one sentence. */
      says: z.string().min(1),
      /** What many believe instead. */
      instead: z.string().min(1),
      /** The mode to go back to after a wrong answer. */
      mode: id,
    }),
  ),
});

export type Mode = z.infer<typeof mode>;
export type Topic = z.infer<typeof topic>;
