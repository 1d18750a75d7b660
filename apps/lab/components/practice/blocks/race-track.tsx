"use client";

import { type ReactNode, useState } from "react";
import type { Outcome, Program } from "sandbox/outcome";
import { type Guess, outcomeToShow, ROUNDS } from "@/lib/practice/read/race-result";
import { ENGINE_FAILED } from "../run/outcome-text";
import { RunButton } from "../run/run-button";
import { isBusy, type RunState, useRun } from "../run/use-run";
import { GuessField, GuessText, resultText } from "./race-guess";
import { RaceResult } from "./race-result";

interface Side {
  readonly title: string;
  readonly program: Program;
  /** The highlighted code. */
  readonly code: ReactNode;
  readonly says: ReactNode;
}

/** The two programs, a guess before the run, and the measured times after it. */
export function RaceTrack(props: { readonly id: string; readonly bad: Side; readonly good: Side }) {
  const { id, bad, good } = props;
  const { state: runState, run } = useRun();
  const [isRacing, setRacing] = useState(false);
  const [guess, setGuess] = useState<Guess | null>(null);
  const [result, setResult] = useState<readonly [Outcome, Outcome] | null>(null);

  // Between two runs the race still goes on.
  const state: RunState = isRacing && !isBusy(runState) ? { status: "running" } : runState;

  const start = async () => {
    setResult(null);
    setRacing(true);
    setResult(await race());
    setRacing(false);
  };

  const race = async () => {
    const [first, second]: [Outcome[], Outcome[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      // One after the other, so that they do not slow each other down.
      const one = await run(bad.program);
      const other = one && (await run(good.program));
      if (!one || !other) return null;
      first.push(one);
      second.push(other);
    }
    const [shown, otherShown] = [outcomeToShow(first), outcomeToShow(second)];
    return shown && otherShown ? ([shown, otherShown] as const) : null;
  };

  return (
    <div className="min-w-0 overflow-hidden rounded-2xl border border-line bg-card shadow-(--shadow)">
      <div className="grid divide-y divide-line xl:grid-cols-2 xl:divide-x xl:divide-y-0">
        <ProgramSide name="Program A" side={bad} />
        <ProgramSide name="Program B" side={good} />
      </div>
      <div className="grid gap-4 border-t border-line px-5 py-5 noscript:hidden sm:px-6">
        <GuessField name={`${id}-guess`} onGuess={setGuess} />
        <div>
          <RunButton state={state} label="Run both" onRun={() => void start()} />
        </div>
      </div>
      <div className="min-h-48 border-t border-line bg-well px-5 py-5 sm:px-6">
        <p role="status" className="sr-only">
          {result !== null && resultText(result)}
        </p>
        {result !== null ? (
          <>
            {guess !== null && <GuessText guess={guess} result={result} />}
            <RaceResult
              rows={[
                { name: "Program A", title: bad.title, outcome: result[0] },
                { name: "Program B", title: good.title, outcome: result[1] },
              ]}
            />
            <p className="mt-4 text-xs text-soft">
              Each program ran {ROUNDS} times. The times are those of its fastest run in your
              browser.
            </p>
          </>
        ) : (
          <>
            <p className="text-sm text-soft noscript:hidden">
              {state.status === "failed"
                ? ENGINE_FAILED
                : isBusy(state)
                  ? "The programs run one after the other …"
                  : "The times stand here after the run. Your browser measures them."}
            </p>
            <p className="hidden text-sm text-soft noscript:block">
              The programs run with JavaScript.
            </p>
          </>
        )}
      </div>
    </div>
  );
}

function ProgramSide({ name, side }: { readonly name: string; readonly side: Side }) {
  return (
    <section aria-label={`${name}: ${side.title}`} className="flex min-w-0 flex-col">
      <header className="grid gap-2 px-5 py-5 sm:px-6">
        <p className="text-xs font-semibold text-soft">{name}</p>
        <h3 className="font-semibold">{side.title}</h3>
        <div className="text-sm">{side.says}</div>
      </header>
      <div className="grow border-t border-line bg-well">{side.code}</div>
    </section>
  );
}
