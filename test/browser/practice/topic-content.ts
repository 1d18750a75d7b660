import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Exercise, exercise } from "../../../apps/lab/lib/practice/content/exercise.ts";

const folder = join(import.meta.dirname, "../../../apps/lab/content");

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
export function modeFile<More extends object>(mode: string, topic = "jwt-or-session") {
  return read<ModeFile & More>(topic, mode);
}

/** Reads an exercise of the large topic. */
export function exerciseFile(mode: string, id: string): Exercise {
  return exercise.parse(read("jwt-or-session", `${mode}/${id}`));
}

/** Returns the text of Markdown in one line, as a page shows it. */
export function shownText(markdown: string): string {
  return markdown
    .replace(/[`*]/g, "")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

function read<Content>(topic: string, name: string): Content {
  return parse(readFileSync(join(folder, topic, `${name}.yaml`), "utf8"));
}
