import type { Block } from "@/lib/practice/content/block";
import { Markdown } from "../markdown";
import { ExampleBlock } from "./example";

type Compare = Block & { readonly kind: "compare" };

/** Code before and after a change. Both programs run. */
export function CompareBlock({ block }: { readonly block: Compare }) {
  return (
    <div className="grid gap-6 xl:grid-cols-2 xl:grid-rows-[auto_auto_1fr] xl:gap-y-0">
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
      className="min-w-0 overflow-hidden rounded-2xl border border-line bg-card shadow-(--shadow) xl:row-span-3 xl:grid xl:grid-rows-subgrid"
    >
      <div className={`h-1.5 ${label === "Before" ? "bg-edge" : "bg-hybrid"}`} aria-hidden="true" />
      <div className="grid content-start gap-3 p-5">
        <p
          className={`w-fit rounded-md px-2 py-0.5 text-xs font-semibold ${
            label === "Before" ? "bg-well text-soft" : "bg-hybrid text-on-accent"
          }`}
        >
          {label}
        </p>
        <Markdown text={side.says} level={3} />
      </div>
      {/* The program takes the whole width of its side, and smaller letters, so that most lines fit. */}
      <div className="min-w-0 sm:[&_pre]:text-xs sm:[&_pre]:leading-6 [&>div]:h-full [&>div]:rounded-none [&>div]:border-x-0 [&>div]:border-b-0">
        <ExampleBlock example={side} />
      </div>
    </section>
  );
}
