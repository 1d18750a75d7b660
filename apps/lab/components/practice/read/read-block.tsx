import type { Block } from "@/lib/practice/content/block";
import type { TopicContent } from "@/lib/practice/content/load";
import type { Mode } from "@/lib/practice/content/topic";
import { answersFrom } from "@/lib/practice/read/advice";
import { one, type Query } from "@/lib/practice/read/query";
import { CardBlock } from "../blocks/card";
import { CompareBlock } from "../blocks/compare";
import { DiagramBlock } from "../blocks/diagram";
import { ExampleBlock } from "../blocks/example";
import { FiguresBlock } from "../blocks/figures";
import { ProseBlock } from "../blocks/prose";
import { QuestionnaireBlock } from "../blocks/questionnaire";
import { RaceBlock } from "../blocks/race";
import { TraceBlock } from "../blocks/trace";
import { InlineExercise } from "../exercise/inline-exercise";

/** A block of a text, by its kind. */
export function ReadBlock(props: {
  readonly content: TopicContent;
  readonly mode: Mode & { readonly kind: "read" };
  readonly block: Block;
  readonly query: Query;
}) {
  const { content, mode, block, query } = props;
  switch (block.kind) {
    case "prose":
      return <ProseBlock block={block} />;
    case "card": {
      const cards = mode.blocks.filter(({ kind }) => kind === "card");
      return <CardBlock block={block} number={cards.indexOf(block) + 1} total={cards.length} />;
    }
    case "example":
      return (
        <div className="max-w-3xl">
          <ExampleBlock example={block.example} />
        </div>
      );
    case "compare":
      return <CompareBlock block={block} />;
    case "diagram":
      return <DiagramBlock block={block} />;
    case "questionnaire":
      return <QuestionnaireBlock block={block} answers={answersFrom(block, query)} />;
    case "trace":
      return <TraceBlock block={block} />;
    case "race":
      return <RaceBlock block={block} />;
    case "figures":
      return <FiguresBlock block={block} />;
    case "exercise":
      return (
        <div className="max-w-3xl">
          <InlineExercise
            content={content}
            mode={mode}
            id={block.id}
            at={one(query["at"])}
            answer={one(query["answer"])}
          />
        </div>
      );
  }
}
