import type { ReactNode } from "react";
import { Markdown } from "../markdown";

/** A block with a heading and a text. The content of the block is the child. */
export function BlockSection(props: {
  readonly block: { readonly id: string; readonly title: string; readonly text: string };
  readonly children: ReactNode;
}) {
  const { id, title, text } = props.block;
  return (
    <section id={id} aria-labelledby={`${id}-heading`} className="grid scroll-mt-6 gap-4">
      <div className="grid max-w-3xl gap-3">
        <h2 id={`${id}-heading`} className="text-xl font-semibold tracking-tight text-balance">
          {title}
        </h2>
        <Markdown text={text} level={3} />
      </div>
      {props.children}
    </section>
  );
}
