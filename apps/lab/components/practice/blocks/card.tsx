import type { Block } from "@/lib/practice/content/block";
import { InlineMarkdown, Markdown } from "../markdown";
import { ExampleBlock } from "./example";

/** One idea: the text, a program to run, and the points to remember. */
export function CardBlock(props: {
  readonly block: Block & { readonly kind: "card" };
  /** The position of the card, from 1. */
  readonly number: number;
  readonly total: number;
}) {
  const { block, number, total } = props;
  return (
    <section
      id={block.id}
      aria-labelledby={`${block.id}-heading`}
      className="max-w-3xl scroll-mt-6 overflow-hidden rounded-2xl border border-line bg-card shadow-(--shadow)"
    >
      <div className="grid gap-4 px-5 py-6 sm:px-8 sm:py-8">
        <header className="grid gap-1">
          <p className="text-xs font-semibold text-soft">
            Card {number} of {total}
          </p>
          <h2
            id={`${block.id}-heading`}
            className="text-xl font-semibold tracking-tight text-balance"
          >
            {block.title}
          </h2>
        </header>
        <Markdown text={block.text} level={3} />
        <ExampleBlock example={block.example} />
      </div>
      {block.remember.length > 0 && (
        <div className="border-t border-line bg-well px-5 py-5 sm:px-8">
          <h3 className="text-sm font-semibold">Remember</h3>
          <ul className="mt-2 grid gap-2">
            {block.remember.map((point) => (
              <li key={point} className="grid grid-cols-[auto_1fr] gap-x-3">
                <span aria-hidden="true" className="mt-[0.55em] size-2 rounded-full bg-ink" />
                <span className="min-w-0">
                  <InlineMarkdown text={point} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
