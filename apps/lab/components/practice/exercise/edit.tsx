"use client";

import type { Exercise } from "@/lib/practice/content/exercise";
import { CodeEditor } from "./code-editor";
import type { AnswerFieldProps } from "./parts";
import { visitName } from "./visit-name";

/** The editor of `mend` and `write`. The visitor's text stays in this browser. */
export function Edit(
  props: AnswerFieldProps & { readonly exercise: Extract<Exercise, { kind: "mend" | "write" }> },
) {
  const { exercise, place } = props;
  const right = exercise.right[0]?.program ?? "";
  return (
    <CodeEditor
      name="text"
      file={exercise.file}
      start={exercise.program}
      rows={Math.max(lineCount(exercise.program), lineCount(right))}
      draft={visitName(place, exercise)}
    />
  );
}

function lineCount(text: string): number {
  return text.trimEnd().split("\n").length;
}
