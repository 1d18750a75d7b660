import { Code } from "../../ui/code";

/** Shows a sentence of the content, whose code is between backticks. */
export function IdeaText({ children }: { readonly children: string }) {
  const parts = children.split("`");
  // Every second part is code. A part has no other identity than its place.
  return parts.map((part, at) => (at % 2 === 1 ? <Code key={`${at}:${part}`}>{part}</Code> : part));
}
