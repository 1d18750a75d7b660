"use client";

import type { Step } from "@/lib/practice/read/trace-changes";

/** The titles of all steps. A press shows the step. */
export function StepList(props: {
  readonly steps: readonly Step[];
  /** The index of the shown step. */
  readonly at: number;
  readonly onChoose: (step: number) => void;
}) {
  return (
    <ol
      aria-label="All steps"
      className="grid gap-x-4 border-t border-line px-3 py-3 sm:grid-cols-2 sm:px-4 xl:grid-cols-3"
    >
      {props.steps.map(({ frame }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two steps may have one title, and their order stays
        <li key={index}>
          <button
            type="button"
            aria-current={index === props.at ? "step" : undefined}
            onClick={() => props.onChoose(index)}
            className="grid min-h-11 w-full cursor-pointer grid-cols-[1.75rem_1fr] items-center rounded-lg px-2 py-1 text-left text-sm text-soft hover:bg-well hover:text-ink aria-[current=step]:bg-well aria-[current=step]:font-semibold aria-[current=step]:text-ink"
          >
            <span className="tabular-nums">{index + 1}</span>
            <span className="min-w-0">{frame.title}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
