import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { topicNames } from "./load";
import { topic } from "./topic";

/** The modes of each topic, by their names in addresses. */
export type Addresses = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the names of the topics and modes in a folder of content, and nothing else of the content. */
export function readAddresses(folder: string): Addresses {
  const found = topicNames(folder).map((name) => {
    const { id, modes } = topic.parse(
      parse(readFileSync(join(folder, name, "topic.yaml"), "utf8")),
    );
    return [id, new Set(modes)] as const;
  });
  return new Map(found);
}

/** Pages below `/practice` that belong to no topic. */
const OTHER_PAGES: ReadonlySet<string> = new Set(["progress"]);

/** Checks whether a path names a topic, or a mode of a topic, that does not exist. */
export function isMissing(path: string, addresses: Addresses): boolean {
  const [, root, topicName, mode, ...rest] = path.split("/");
  if (root !== "practice" || topicName === undefined || topicName === "") return false;
  if (OTHER_PAGES.has(topicName)) return false;
  const modes = addresses.get(topicName);
  if (modes === undefined || rest.length > 0) return true;
  return mode !== undefined && !modes.has(mode);
}
