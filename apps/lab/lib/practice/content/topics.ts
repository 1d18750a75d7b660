import "server-only";
import { join } from "node:path";
import { loadTopic, type TopicContent, topicNames } from "./load";

// Without the comment Next.js would add the whole project to the server's code.
const folder = join(/* turbopackIgnore: true */ process.cwd(), "content");

let loaded: readonly TopicContent[] | null = null;

/** Returns all topics. Reads the files once; in development at each call, so changes show at once. */
export function topics(): readonly TopicContent[] {
  if (loaded !== null && process.env.NODE_ENV !== "development") return loaded;
  loaded = topicNames(folder).map((name) =>
    loadTopic(join(/* turbopackIgnore: true */ folder, name)),
  );
  return loaded;
}

/** Returns a topic, or `null` for an unknown id. */
export function findTopic(id: string): TopicContent | null {
  return topics().find(({ topic }) => topic.id === id) ?? null;
}
