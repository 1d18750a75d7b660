import { Fragment } from "react";
import { Code } from "../../ui/code";

/** Shows a sentence of the content, whose code is between backticks. */
export function IdeaText({ children }: { readonly children: string }) {
  return children
    .split(/(`[^`]+`)/)
    .map((text, at) => ({ key: `${at}:${text}`, text }))
    .map(({ key, text }) =>
      text.startsWith("`") ? (
        <Code key={key}>{text.slice(1, -1)}</Code>
      ) : (
        <Fragment key={key}>{text}</Fragment>
      ),
    );
}
