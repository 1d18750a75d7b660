import type { ReactNode } from "react";
import type { StrategyName } from "@/lib/strategies";
import { StrategyTag } from "./strategy-tag";

/** The head of a page, and which side it belongs to. */
export function PageHeading(props: {
  readonly strategy?: StrategyName;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <header className="grid max-w-2xl gap-3 pt-10 pb-8 sm:pt-14">
      {props.strategy && <StrategyTag strategy={props.strategy} />}
      {/* Where nothing else has the focus, it begins here. */}
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
