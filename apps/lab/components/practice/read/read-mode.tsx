import type { TopicContent } from "@/lib/practice/content/load";
import type { Mode } from "@/lib/practice/content/topic";
import { modeProgress } from "@/lib/practice/progress/mode-progress";
import { readProgress } from "@/lib/practice/progress/read-progress";
import { outlineOf } from "@/lib/practice/read/outline";
import type { Query } from "@/lib/practice/read/query";
import { Outline } from "./outline";
import { ReadBlock } from "./read-block";
import { ReadMarker } from "./read-marker";

/** A mode that the learner reads from top to bottom, with an outline beside it on wide screens. */
export async function ReadMode(props: {
  readonly content: TopicContent;
  readonly mode: Mode & { readonly kind: "read" };
  readonly query: Query;
}) {
  const { content, mode, query } = props;
  const { events } = await readProgress();
  const { passed } = modeProgress(content, mode, events);
  const outline = outlineOf(mode.blocks);
  const hasOutline = outline.length > 1;
  return (
    <div
      className={
        hasOutline
          ? "grid gap-10 lg:grid-cols-[minmax(0,1fr)_13rem] lg:items-start xl:grid-cols-[minmax(0,1fr)_15rem] xl:gap-16"
          : ""
      }
    >
      {hasOutline && <Outline entries={outline} />}
      <div className="grid min-w-0 grid-cols-1 gap-10">
        {mode.blocks.map((block, index) => (
          <ReadBlock
            // biome-ignore lint/suspicious/noArrayIndexKey: the blocks never change their order
            key={index}
            content={content}
            mode={mode}
            block={block}
            query={query}
          />
        ))}
        <ReadMarker topic={content.topic.id} mode={mode.id} wasRead={passed.includes(mode.id)} />
      </div>
    </div>
  );
}
