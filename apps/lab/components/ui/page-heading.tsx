import type { ReactNode } from "react";
import { type StrategyName, strategies } from "@/lib/strategies";

/** The head of a page, and which side it belongs to. */
export function PageHeading(props: {
  readonly strategy?: StrategyName;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <header className="grid max-w-2xl gap-3 pt-10 pb-8 sm:pt-14">
      {props.strategy && <StrategyTag strategy={props.strategy} />}
      <h1 className="text-2xl font-semibold tracking-tight text-balance">{props.title}</h1>
      {props.children && <p className="text-soft text-pretty">{props.children}</p>}
    </header>
  );
}

/** Which side something belongs to, in words as well as in colour. */
export function StrategyTag({ strategy }: { readonly strategy: StrategyName }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-semibold text-accent">
      <span className="size-2.5 rounded-full bg-accent" aria-hidden="true" />
      {strategies[strategy].title}
      <Configuration strategy={strategy} />
    </p>
  );
}

/** The strategy as it is configured. */
function Configuration({ strategy }: { readonly strategy: StrategyName }) {
  return (
    <code className="rounded-md bg-tint px-2 py-0.5 font-mono text-xs font-normal whitespace-nowrap text-accent">
      strategy: {strategies[strategy].configuration}
    </code>
  );
}
