import type { ReactNode } from "react";
import type { StrategyName } from "@/lib/strategies";

/** A card. With a strategy, it has the colour of that strategy. */
export function Panel(props: {
  readonly strategy?: StrategyName;
  readonly id?: string;
  /** The id of its heading. Screen readers use the heading as the name of the section. */
  readonly labelledBy?: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      id={props.id}
      // The hash of an address can name this element, so it can take the focus.
      tabIndex={props.id === undefined ? undefined : -1}
      aria-labelledby={props.labelledBy}
      data-strategy={props.strategy}
      className="@container min-w-0 overflow-hidden rounded-2xl border border-line bg-card shadow-(--shadow)"
    >
      {props.strategy && <div className="h-1.5 bg-accent" aria-hidden="true" />}
      {props.children}
    </section>
  );
}

/** A part of a panel, with an optional heading. */
export function PanelPart(props: {
  readonly heading?: string;
  readonly level?: 2 | 3;
  readonly children: ReactNode;
}) {
  const Heading = props.level === 2 ? "h2" : "h3";
  return (
    <div className="grid gap-3 border-t border-line px-5 py-5 first-of-type:border-t-0 @sm:px-6">
      {props.heading && <Heading className="text-sm font-semibold">{props.heading}</Heading>}
      {props.children}
    </div>
  );
}
