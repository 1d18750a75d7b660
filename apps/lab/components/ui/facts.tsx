import type { ReactNode } from "react";

export interface Fact {
  readonly term: string;
  /** The name of it in code, where that is another. */
  readonly code?: string;
  readonly value: ReactNode;
}

/** Names and values in two columns. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="grid gap-x-5 text-sm @sm:grid-cols-[auto_1fr]">
      {facts.map(({ term, code, value }) => (
        <div
          key={term}
          className="border-t border-line py-2 first:border-t-0 @sm:col-span-2 @sm:grid @sm:grid-cols-subgrid"
        >
          <dt className="text-soft">
            {term}
            {code && <code className="ml-2 font-mono text-xs">{code}</code>}
          </dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
