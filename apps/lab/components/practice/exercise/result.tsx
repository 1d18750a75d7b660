"use client";

import { type ReactNode, useEffect, useRef } from "react";
import type { Outcome } from "sandbox/outcome";
import type { Exercise } from "@/lib/practice/content/exercise";
import { CHECK } from "@/lib/practice/content/program";
import { optionsOf } from "@/lib/practice/exercise/chosen-options";
import { ENGINE_FAILED } from "../run/outcome-text";
import { CheckedCall, OutputPanel } from "../run/output-panel";
import { isBusy, type RunState } from "../run/use-run";
import { hasPassed } from "./has-passed";
import type { Answered, ExerciseParts } from "./parts";
import { resultText } from "./result-text";
import type { Phase } from "./use-exercise";

/** The result of the newest answer. It keeps room before the first, so that little moves later. */
export function Result(props: {
  readonly exercise: Exercise;
  readonly parts: ExerciseParts;
  readonly answered: Answered | null;
  readonly phase: Phase;
  readonly state: RunState;
  /** A sentence for a result that an earlier visit has. */
  readonly earlier: string | null;
  /** The way on, after the exercise is over. */
  readonly children?: ReactNode;
}) {
  const { exercise, parts, answered, phase, state, earlier } = props;
  const isOver = phase === "over";
  const box = useRef<HTMLDivElement>(null);
  const status = useRef<HTMLParagraphElement>(null);
  const shown = useRef(answered);
  const busy = isBusy(state);

  // The pressed button has gone, so the result takes the focus.
  useEffect(() => {
    if (phase !== "answering" && document.activeElement === document.body) box.current?.focus();
  }, [phase]);

  // A long program pushes the result below the window. Then the press of the button seems to do nothing.
  useEffect(() => {
    if (busy || answered === shown.current) return;
    shown.current = answered;
    if (answered) status.current?.scrollIntoView({ block: "nearest" });
  }, [answered, busy]);

  const passed = answered !== null && hasPassed(answered);
  const look =
    answered && !busy ? (passed ? "border-l-hybrid" : "border-l-alarm") : "border-l-line";
  // The output of a prediction is the answer, so it stays hidden while an attempt is left.
  const hidesOutput = exercise.kind === "predict" && !isOver && !passed;

  return (
    <div
      ref={box}
      tabIndex={-1}
      aria-busy={busy}
      className={`grid min-h-44 min-w-0 content-start gap-4 rounded-xl border border-l-4 border-line bg-card px-5 py-4 outline-none ${look}`}
    >
      <p
        ref={status}
        role="status"
        className={`scroll-mt-8 scroll-mb-64 ${answered && !busy ? "text-base font-semibold" : "text-sm text-soft"}`}
      >
        {statusText(props, busy)}
      </p>
      {answered && !busy && (
        <>
          {!answered.verdict.passed && answered.verdict.failing && (
            <div className="grid gap-1.5">
              <p className="text-sm">This call gave another result than the task asks for:</p>
              <CheckedCall call={answered.verdict.failing} />
            </div>
          )}
          {!hidesOutput && <Whys exercise={exercise} parts={parts} answered={answered} />}
          {hidesOutput ? (
            <p className="text-sm text-soft">
              The output and its explanation stay hidden while you have an attempt left. The hint
              may help.
            </p>
          ) : (
            <section aria-label="The run" className="rounded-lg bg-well px-4 py-3">
              <OutputPanel outcome={restOf(answered)} />
            </section>
          )}
        </>
      )}
      {earlier !== null && !answered && isOver && <p className="font-semibold">{earlier}</p>}
      {props.children}
    </div>
  );
}

function statusText(
  { exercise, answered, state, phase }: Parameters<typeof Result>[0],
  busy: boolean,
): string | null {
  const isOver = phase === "over";
  if (state.status === "loading") return "The engine loads with the first run …";
  if (busy) return "Your answer is running …";
  if (state.status === "failed") return ENGINE_FAILED;
  if (answered) return resultText(exercise, answered, isOver);
  return isOver ? null : "Your answer runs against the library. Its result appears here.";
}

/**
 * Returns the outcome without the failing call, which has a place of its own. An error of the check after
 * that call only follows from it.
 */
function restOf({ outcome, verdict }: Answered): Outcome {
  if (verdict.failing === null) return outcome;
  const calls = outcome.calls.filter((call) => call !== verdict.failing);
  const follows = outcome.error?.file === CHECK;
  return { ...outcome, calls, ...(follows && { error: null, sentence: null }) };
}

/** The explanations of the chosen options, or of the content's mistake that fails in the same way. */
function Whys(props: {
  readonly exercise: Exercise;
  readonly parts: ExerciseParts;
  readonly answered: Answered;
}) {
  const { exercise, parts, answered } = props;
  const { mistake } = answered;
  const { passed } = answered.verdict;
  if (mistake !== null && !passed) {
    return <div className="text-sm">{parts.mistakes[mistake]?.why}</div>;
  }
  const options = optionsOf(exercise, answered.answer);
  const rows = exercise.kind === "fill-in" ? exercise.blanks.map((blank) => blank.options) : [];
  return options.map((option, place) => {
    if (option === null) return null;
    // A wrong answer may have right parts, and their explanations do not help.
    if (!passed && rows[place]?.[option]?.right) return null;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the blanks never change their order.
      <div key={place} className="text-sm">
        {parts.whys[place]?.[option]}
      </div>
    );
  });
}
