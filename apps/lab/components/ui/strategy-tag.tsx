import { type StrategyName, strategies } from "@/lib/strategies";

/** Shows the name and the colour of a strategy. */
export function StrategyTag({ strategy }: { readonly strategy: StrategyName }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-semibold text-accent">
      <Dot />
      {strategies[strategy].title}
      <Configuration strategy={strategy} />
    </p>
  );
}

/** Shows the code that configures the strategy. */
export function Configuration({ strategy }: { readonly strategy: StrategyName }) {
  return (
    <code className="rounded-md bg-tint px-2 py-0.5 font-mono text-xs font-normal tracking-normal whitespace-nowrap text-accent">
      strategy: {strategies[strategy].configuration}
    </code>
  );
}

export function Dot() {
  return <span className="size-2.5 shrink-0 rounded-full bg-accent" aria-hidden="true" />;
}
