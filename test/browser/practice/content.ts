import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Exercise, exercise } from "../../../apps/lab/lib/practice/content/exercise.ts";

const folder = join(import.meta.dirname, "../../../apps/lab/content");
/** The topic that most tests visit. */
const LARGE = "jwt-or-session";

/** The members of a topic that the tests need. */
export interface TopicFile {
  readonly id: string;
  readonly title: string;
  readonly modes: readonly string[];
  readonly ideas: readonly { readonly id: string; readonly says: string; readonly mode: string }[];
}

/** The members of each mode. */
export interface ModeFile {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
}

/** Lists the topics, the largest first, as the overview does. */
export function topicFiles(): TopicFile[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => read<TopicFile>(name, "topic"))
    .sort((a, b) => b.modes.length - a.modes.length);
}

/** Reads a mode of a topic. `content.test.ts` checks the files against their schema. */
export function modeFile<More extends object>(mode: string, topic = LARGE) {
  return read<ModeFile & More>(topic, mode);
}

/** Reads an exercise of the large topic. */
export function exerciseFile(mode: string, id: string): Exercise {
  return exercise.parse(read(LARGE, `${mode}/${id}`));
}

/** Returns the text of Markdown in one line, as a page shows it. */
export function shownText(markdown: string): string {
  return markdown
    .replace(/[`*]/g, "")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

/** The exercises whose kind can be `Kind`: `mend` and `write` share their members. */
type WithKind<All, Kind> = All extends { readonly kind: infer Own }
  ? Kind extends Own
    ? All
    : never
  : never;

/** Reads an exercise of the content. Throws for an exercise of another kind. */
export function exerciseOf<Kind extends Exercise["kind"]>(
  mode: string,
  id: string,
  kind: Kind,
): WithKind<Exercise, Kind> {
  const found = exerciseFile(mode, id);
  if (!hasKind(found, kind))
    throw new Error(`${mode}/${id} is an exercise of the kind ${found.kind}.`);
  return found;
}

function hasKind<Kind extends Exercise["kind"]>(
  found: Exercise,
  kind: Kind,
): found is WithKind<Exercise, Kind> {
  return found.kind === kind;
}

/** Lists the ids of the exercises of a mode, or of the steps of the Project. */
export function idsOf(mode: string): string[] {
  const { exercises, steps } = modeFile<{ exercises?: string[]; steps?: string[] }>(mode);
  return exercises ?? steps ?? [];
}

/** Returns the text of the first right option. */
export function rightOf(options: readonly { readonly text: string; readonly right: boolean }[]) {
  return options.find(({ right }) => right)?.text ?? "";
}

function read<Content>(topic: string, name: string): Content {
  return parse(readFileSync(join(folder, topic, `${name}.yaml`), "utf8"));
}
