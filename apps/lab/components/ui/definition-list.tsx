import type { ReactNode } from "react";

export interface Definition {
  readonly term: string;
  /** The name of the value in code, when it differs from the term. */
  readonly code?: string;
  readonly value: ReactNode;
}

/** Lists terms and values in two columns. */
export function DefinitionList({ items }: { readonly items: readonly Definition[] }) {
  return (
    <dl className="grid gap-x-5 text-sm @sm:grid-cols-[auto_1fr]">
      {items.map(({ term, code, value }) => (
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
