import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { type Exercise, exercise } from "./exercise";
import { type Mode, mode, type Topic, topic } from "./topic";

/** A topic with all its texts. */
export interface TopicContent {
  readonly topic: Topic;
  readonly modes: readonly Mode[];
  /** The exercises by mode, and by id. */
  readonly exercises: ReadonlyMap<string, ReadonlyMap<string, Exercise>>;
}

/**
 * Reads a topic: `topic.yaml`, `<mode>.yaml` for each mode, and `<mode>/<exercise>.yaml`.
 *
 * @throws {Error} for a file that does not match the schema. The message names the file and the member.
 */
export function loadTopic(folder: string): TopicContent {
  const about = read(join(folder, "topic.yaml"), topic);
  const modes = about.modes.map((each) => read(join(folder, `${each}.yaml`), mode));
  const exercises = new Map(about.modes.map((each) => [each, loadExercises(join(folder, each))]));
  return { topic: about, modes, exercises };
}

function loadExercises(folder: string): ReadonlyMap<string, Exercise> {
  const loaded = filesOf(folder).map((file) => read(join(folder, file), exercise));
  return new Map(loaded.map((each) => [each.id, each]));
}

/** Lists the names of the topics in a folder. */
export function topicNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .sort();
  } catch (error) {
    // A mode without exercises has no folder.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function read<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(parse(readFileSync(file, "utf8")));
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `  ${issue.path.join(".") || "the file"}: ${issue.message}`,
  );
  throw new Error(`${file} does not match the schema of the content.\n${problems.join("\n")}`);
}
