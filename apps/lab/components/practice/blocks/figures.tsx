import type { Block } from "@/lib/practice/content/block";
import { blockId } from "@/lib/practice/read/outline";
import { Bar } from "./bar";

type Figures = Block & { readonly kind: "figures" };

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });

/** Figures as bars, with the name of the file that holds them. */
export function FiguresBlock({ block }: { readonly block: Figures }) {
  const id = blockId(block);
  const most = Math.max(...block.rows.map(({ value }) => value));
  return (
    <figure
      id={id}
      aria-labelledby={`${id}-heading`}
      className="max-w-3xl scroll-mt-6 rounded-2xl border border-line bg-card p-5 shadow-(--shadow) sm:p-8"
    >
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={`${id}-heading`} className="text-lg font-semibold tracking-tight">
          {block.title}
        </h2>
        <span className="text-sm text-soft">in {block.unit}</span>
      </figcaption>
      <dl className="mt-5 grid gap-4">
        {block.rows.map(({ label, value, strategy }) => (
          <div
            key={label}
            data-strategy={strategy}
            className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 text-sm"
          >
            <dt className="min-w-0">{label}</dt>
            <dd className="font-semibold whitespace-nowrap tabular-nums">
              {number.format(value)} <span className="font-normal text-soft">{block.unit}</span>
            </dd>
            <dd aria-hidden="true" className="col-span-2">
              <Bar part={most === 0 ? 0 : value / most} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-5 text-xs text-soft">
        Source: <code className="font-mono wrap-anywhere">{block.source}</code> in the project.
      </p>
    </figure>
  );
}
