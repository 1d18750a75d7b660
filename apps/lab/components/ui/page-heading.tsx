import type { ReactNode } from "react";
import type { StrategyName } from "@/lib/strategies";
import { StrategyTag } from "./strategy-tag";

/** Shows the heading of a page and its strategy. */
export function PageHeading(props: {
  readonly strategy?: StrategyName;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <header className="grid max-w-2xl gap-3 pt-10 pb-8 sm:pt-14">
      {props.strategy && <StrategyTag strategy={props.strategy} />}
      {/* Can take the focus after a navigation. */}
      <h1
        tabIndex={-1}
        className="w-fit rounded-md text-2xl font-semibold tracking-tight text-balance focus-visible:outline-offset-4"
      >
        {props.title}
      </h1>
      {props.children && <p className="text-soft text-pretty">{props.children}</p>}
    </header>
  );
}
