import type { TopicContent } from "@/lib/practice/content/load";
import type { Mode } from "@/lib/practice/content/topic";

/** The value of `at` for the page after the last exercise. No exercise has this id, because of its dots. */
export const END = "the.end";

/** The id of the part of the page that a step shows. A link to a step moves the focus to it. */
export const STEP = "step";

/** Returns the address of an exercise, or of the end, of a mode. */
export function stepPath(
  content: TopicContent,
  mode: Pick<Mode, "id">,
  at: string,
  round?: string,
): string {
  const query = new URLSearchParams({ ...(round !== undefined && { round }), at });
  return `${modePath(content, mode)}?${query}#${STEP}`;
}

export function modePath(content: TopicContent, mode: Pick<Mode, "id">): string {
  return `/practice/${content.topic.id}/${mode.id}`;
}
