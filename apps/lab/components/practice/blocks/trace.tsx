import { Notice } from "@/components/ui/notice";
import type { Block } from "@/lib/practice/content/block";
import { exampleProgramOf } from "@/lib/practice/content/program";
import { traceRun } from "@/lib/practice/read/trace-run";
import { CodeBlock } from "../code/code-block";
import { BlockSection } from "./block-section";
import { TraceViewer } from "./trace-viewer";

type Trace = Block & { readonly kind: "trace" };

/**
 * The life of a request, step by step. The server runs the program for the first values. Without JavaScript,
 * all steps stand below each other.
 */
export async function TraceBlock({ block }: { readonly block: Trace }) {
  const program = exampleProgramOf({ program: block.program, files: {} });
  const { frames, sentence } = await traceRun(block.program);
  return (
    <BlockSection block={block}>
      {sentence !== null && <Notice tone="alarm">{sentence}</Notice>}
      <TraceViewer name={block.title} program={program} frames={frames} />
      <details className="text-sm">
        <summary className="w-fit cursor-pointer rounded-md py-1 font-semibold">
          The program of this trace
        </summary>
        <div className="pt-3">
          <CodeBlock code={block.program} lang="ts" title={`${block.id}.ts`} />
        </div>
      </details>
    </BlockSection>
  );
}
