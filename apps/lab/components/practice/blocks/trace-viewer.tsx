"use client";

import { type KeyboardEvent, useId, useState } from "react";
import type { Frame, Program } from "sandbox/outcome";
import { buttonClass } from "@/components/ui/button";
import { stepsOf } from "@/lib/practice/read/trace-changes";
import { ENGINE_FAILED } from "../run/outcome-text";
import { RunButton } from "../run/run-button";
import { isBusy, useRun } from "../run/use-run";
import { AllSteps } from "./trace-all-steps";
import { TraceStep } from "./trace-step";
import { StepList } from "./trace-step-list";

/** Steps through the frames of a trace with buttons, the arrow keys, a slider or a list. */
export function TraceViewer(props: {
  readonly name: string;
  readonly program: Program;
  /** The frames of the run on the server. */
  readonly frames: readonly Frame[];
}) {
  const { state, run } = useRun();
  const [frames, setFrames] = useState(props.frames);
  const [at, setAt] = useState(0);
  const [fresh, setFresh] = useState(0);
  const status = useId();
  const steps = stepsOf(frames);
  const step = steps[at];
  if (step === undefined) return null;
  const last = steps.length - 1;
  const go = (to: number) => setAt(Math.min(Math.max(to, 0), last));

  const keys: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: last,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keys[event.key];
    // The slider has these keys itself.
    if (to === undefined || event.target instanceof HTMLInputElement) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(to);
  };
  const runAgain = async () => {
    const outcome = await run(props.program);
    if (outcome === null || outcome.frames.length === 0) return;
    setFrames(outcome.frames);
    setFresh(fresh + 1);
    setAt(0);
  };

  return (
    <>
      <AllSteps steps={steps} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a part of a form */}
      <div
        role="group"
        aria-label={`Steps: ${props.name}`}
        onKeyDown={onKeyDown}
        className="min-w-0 overflow-hidden rounded-2xl border border-line bg-card shadow-(--shadow) noscript:hidden"
      >
        <div className="grid gap-3 border-b border-line bg-well px-5 py-3 sm:px-6">
          <div className="flex flex-wrap items-center gap-2">
            <StepButton label="Back" isOff={at === 0} onPress={() => go(at - 1)} />
            <StepButton
              label="Next step"
              isOff={at === last}
              onPress={() => go(at + 1)}
              isPrimary
            />
            <div className="max-sm:w-full max-sm:*:w-full sm:ml-auto">
              <RunButton
                state={state}
                kind="secondary"
                label="Run with fresh values"
                describedBy={status}
                onRun={() => void runAgain()}
              />
            </div>
          </div>
          <input
            type="range"
            min={1}
            max={steps.length}
            value={at + 1}
            aria-label="Step"
            aria-valuetext={`Step ${at + 1} of ${steps.length}: ${step.frame.title}`}
            onChange={(event) => go(Number(event.target.value) - 1)}
            className="h-6 w-full accent-ink"
          />
          <p id={status} className="text-xs text-soft">
            {originText(fresh, isBusy(state), state.status === "failed")}
          </p>
        </div>
        <p role="status" className="sr-only">
          {`Step ${at + 1} of ${steps.length}: ${step.frame.title}. ${step.frame.what}`}
        </p>
        <TraceStep key={fresh} step={step} number={at + 1} total={steps.length} />
        <StepList steps={steps} at={at} onChoose={go} />
      </div>
    </>
  );
}

function originText(fresh: number, busy: boolean, failed: boolean): string {
  if (failed) return ENGINE_FAILED;
  if (busy) return "The program is running …";
  return fresh === 0
    ? "The values are from a run on this server."
    : "The values are from a run in your browser, made just now.";
}

function StepButton(props: {
  readonly label: string;
  readonly isOff: boolean;
  readonly isPrimary?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      // A disabled button loses the focus, so this button stays and does nothing.
      aria-disabled={props.isOff}
      onClick={() => !props.isOff && props.onPress()}
      className={`${buttonClass(props.isPrimary ? "primary" : "secondary")} max-sm:grow aria-disabled:cursor-default aria-disabled:opacity-50`}
    >
      {props.label}
    </button>
  );
}
