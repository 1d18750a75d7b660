"use client";

import { type ReactNode, useId } from "react";
import type { Outcome, Program } from "sandbox/outcome";
import { OutputArea } from "./output-area";
import { RunButton } from "./run-button";
import { useRun } from "./use-run";

/** A program with a Run button and its output. The highlighted code is the child. */
export function Runnable(props: {
  readonly program: Program;
  readonly title?: string | undefined;
  /** Called after each run. */
  readonly onOutcome?: (outcome: Outcome) => void;
  readonly children: ReactNode;
}) {
  const { state, run } = useRun();
  const title = useId();
  const start = async () => {
    const outcome = await run(props.program);
    if (outcome) props.onOutcome?.(outcome);
  };
  return (
    <div className="min-w-0 overflow-hidden rounded-xl border border-line bg-well">
      <p
        id={title}
        className="flex min-h-11 items-center border-b border-line px-4 py-1.5 text-sm font-semibold"
      >
        {props.title ?? "Program"}
      </p>
      {props.children}
      {/* After the program, because the reader presses it then, and the output is beside it. */}
      <div className="border-t border-line px-4 py-1.5 noscript:hidden">
        <RunButton
          state={state}
          kind="secondary"
          describedBy={title}
          onRun={() => {
            void start();
          }}
        />
      </div>
      <OutputArea state={state} />
    </div>
  );
}
