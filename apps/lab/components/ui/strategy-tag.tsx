import { type StrategyName, strategies } from "@/lib/strategies";

/** Which side something belongs to, in words as well as in colour. */
export function StrategyTag({ strategy }: { readonly strategy: StrategyName }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-semibold text-accent">
      <Dot />
      {strategies[strategy].title}
      <Configuration strategy={strategy} />
    </p>
  );
}

/** The strategy as it is configured. */
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
