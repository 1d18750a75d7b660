import type { Block } from "@/lib/practice/content/block";
import { Markdown } from "../markdown";
import { ExampleBlock } from "./example";

type Compare = Block & { readonly kind: "compare" };

/** Code before and after a change. Both programs run. */
export function CompareBlock({ block }: { readonly block: Compare }) {
  return (
    <div className="grid gap-6 xl:grid-cols-2">
      <Side label="Before" side={block.before} />
      <Side label="After" side={block.after} />
    </div>
  );
}

function Side(props: { readonly label: "Before" | "After"; readonly side: Compare["before"] }) {
  const { label, side } = props;
  return (
    <section
      aria-label={`${label}: ${side.title}`}
      className="min-w-0 overflow-hidden rounded-2xl border border-line bg-card shadow-(--shadow)"
    >
      <div className={`h-1.5 ${label === "Before" ? "bg-edge" : "bg-hybrid"}`} aria-hidden="true" />
      <div className="grid gap-3 p-5">
        <p
          className={`w-fit rounded-md px-2 py-0.5 text-xs font-semibold ${
            label === "Before" ? "bg-well text-soft" : "bg-hybrid text-on-accent"
          }`}
        >
          {label}
        </p>
        <Markdown text={side.says} level={3} />
        <ExampleBlock example={side} />
      </div>
    </section>
  );
}
