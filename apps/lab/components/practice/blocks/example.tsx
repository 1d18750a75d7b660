import { highlight } from "@/lib/practice/code/highlight";
import type { Runnable as Example } from "@/lib/practice/content/block";
import { exampleProgramOf } from "@/lib/practice/content/program";
import { CodeBlock } from "../code/code-block";
import { CodeFrame } from "../code/code-frame";
import { Runnable } from "../run/runnable";

/** A program that the learner can run, with the files that it imports. */
export async function ExampleBlock(props: { readonly example: Example; readonly title?: string }) {
  const { example } = props;
  const title = props.title ?? example.title;
  const lines = await highlight(example.program, "ts");
  const files = Object.entries(example.files);
  return (
    <Runnable program={exampleProgramOf(example)} title={title}>
      <CodeFrame lines={lines} label={title} bare />
      {files.length > 0 && (
        <details className="border-t border-line px-4 py-2 text-sm">
          <summary className="cursor-pointer py-1 font-semibold">
            {files.length === 1 ? "The file" : `The ${files.length} files`} that it imports
          </summary>
          <div className="grid gap-3 py-2">
            {files.map(([name, code]) => (
              <CodeBlock key={name} code={code} lang="ts" title={name} />
            ))}
          </div>
        </details>
      )}
    </Runnable>
  );
}
