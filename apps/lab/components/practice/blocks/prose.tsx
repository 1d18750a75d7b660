import type { Block } from "@/lib/practice/content/block";
import { Markdown } from "../markdown";

export function ProseBlock({ block }: { readonly block: Block & { readonly kind: "prose" } }) {
  return (
    <div className="max-w-3xl">
      <Markdown text={block.text} />
    </div>
  );
}
