import { z } from "zod";

/** Markdown: paragraphs, lists, tables, `code`, links and fenced code. */
const markdown = z.string().min(1);
/** TypeScript that the sandbox runs. */
const code = z.string().min(1);
/** An expression in JavaScript over `seen`, the object that the check exports. */
const claim = z.string().min(1);
/** An id is part of URLs, and of the visitor's progress. */
export const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

export const LEVELS = ["easy", "medium", "hard"] as const;

/** A possible answer. The tests run each one: exactly the options with `right` may pass. */
const option = z.strictObject({
  text: z.string().min(1),
  right: z.boolean().default(false),
  /** Says why the option is right or wrong here. It begins with the result of the run. */
  why: markdown,
});

/** An option that is a statement. It is right if `holds` is true after the run. */
const statement = option.extend({ holds: claim });

/** A short question after the answer. Its options are statements about the run of a right answer. */
const question = z.strictObject({
  ask: z.string().min(1),
  options: z.array(statement).min(2),
});

const common = {
  id,
  /** Plain text: pages show it as it is. */
  title: z.string().regex(/^[^`]+$/),
  level: z.enum(LEVELS),
  /** The id of an idea of the topic. */
  idea: id,
  api: z.enum(["jsonwebtoken", "iron-session", "next-auth", "signet", "web"]),
  task: markdown,
  hint: markdown,
  /** Files that the program can import, by name. The learner can read them. */
  files: z.record(z.string(), code).default({}),
  /** The time at which the sandbox's clock starts. */
  at: z.iso.datetime().default("2026-03-02T09:00:00Z"),
  solution: z.array(markdown).length(3),
  quickCheck: question,
  /** A second question: the reason for the answer. */
  defend: question.optional(),
};

/** The learner fills the blanks `__1__`, `__2__` … of the program. */
const fillIn = z.strictObject({
  ...common,
  kind: z.literal("fill-in"),
  program: code,
  blanks: z.array(z.strictObject({ options: z.array(option).min(2) })).min(1),
  /** Other right answers, one text a blank, that a learner may type. The tests run them. */
  alsoRight: z.array(z.array(z.string())).default([]),
  check: code,
});

/** The learner chooses a statement. The program exports `seen`. */
const choose = z.strictObject({
  ...common,
  kind: z.literal("choose"),
  program: code,
  options: z.array(statement).min(2),
});

/** The learner says what the program prints. An option is right if the program prints its text. */
const predict = z.strictObject({
  ...common,
  kind: z.literal("predict"),
  program: code,
  options: z.array(option).min(2),
});

/** Another text of the program, which the tests run. */
const attempt = z.strictObject({ says: z.string().min(1), program: code });
const mistake = attempt.extend({
  /** The `call` of the check that fails first, or "error" if the program throws before. */
  fails: z.string().min(1),
  why: markdown,
});

/** The learner changes the program (`mend`), or writes it (`write`). */
const edit = z.strictObject({
  ...common,
  kind: z.enum(["mend", "write"]),
  /** The name of the file that the learner edits. */
  file: z.string().default("program.ts"),
  /** The text at the start. It does not pass. */
  program: code,
  right: z.array(attempt).min(1),
  wrong: z.array(mistake).min(2),
  check: code,
});

export const exercise = z.discriminatedUnion("kind", [fillIn, choose, predict, edit]);

export type Exercise = z.infer<typeof exercise>;
export type Level = (typeof LEVELS)[number];
export type Statement = z.infer<typeof statement>;
export type Question = z.infer<typeof question>;
