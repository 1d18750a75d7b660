"use client";

import { type ReactNode, useState } from "react";
import type { Outcome, Program } from "sandbox/outcome";
import {
  GUESSES,
  type Guess,
  microsecondsOf,
  ratioText,
  rightGuess,
} from "@/lib/practice/read/race-result";
import { ENGINE_FAILED } from "../run/outcome-text";
import { RunButton } from "../run/run-button";
import { isBusy, useRun } from "../run/use-run";
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
  const { state, run } = useRun();
  const [guess, setGuess] = useState<Guess | null>(null);
  const [result, setResult] = useState<readonly [Outcome, Outcome] | null>(null);

  const start = async () => {
    setResult(null);
    // One after the other, so that they do not slow each other down.
    const first = await run(bad.program);
    const second = first && (await run(good.program));
    if (first && second) setResult([first, second]);
  };

  return (
    <div className="min-w-0 overflow-hidden rounded-2xl border border-line bg-card shadow-(--shadow)">
      <div className="grid divide-y divide-line xl:grid-cols-2 xl:divide-x xl:divide-y-0">
        <ProgramSide name="Program A" side={bad} />
        <ProgramSide name="Program B" side={good} />
      </div>
      <div className="grid gap-4 border-t border-line px-5 py-5 noscript:hidden sm:px-6">
        <fieldset>
          <legend className="text-sm font-semibold">
            Guess first: how much slower is program A?
          </legend>
          <div className="mt-2 flex flex-wrap gap-2">
            {GUESSES.map(({ id: value, text }) => (
              <label
                key={value}
                className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-lg border border-line px-3.5 py-1.5 text-sm hover:bg-well has-checked:border-ink has-checked:bg-well has-checked:font-semibold"
              >
                <input
                  type="radio"
                  name={`${id}-guess`}
                  value={value}
                  onChange={() => setGuess(value)}
                  className="size-4 accent-ink"
                />
                {text}
              </label>
            ))}
          </div>
        </fieldset>
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

/** Returns the time of the first program divided by the time of the second one, if both finished. */
function ratioOf([first, second]: readonly [Outcome, Outcome]): number | null {
  if (first.end !== "finished" || second.end !== "finished") return null;
  const time = microsecondsOf(second.measurements);
  return time === 0 ? null : microsecondsOf(first.measurements) / time;
}

function resultText(result: readonly [Outcome, Outcome]): string {
  const ratio = ratioOf(result);
  if (ratio === null) return "The programs have run.";
  return `The programs have run. Program A took ${ratioText(ratio)} as program B.`;
}

function GuessText(props: { readonly guess: Guess; readonly result: readonly [Outcome, Outcome] }) {
  const ratio = ratioOf(props.result);
  if (ratio === null) return null;
  const isRight = rightGuess(ratio) === props.guess;
  return (
    <p className={`mb-3 font-semibold ${isRight ? "text-hybrid" : "text-jwt"}`}>
      {isRight ? "Your guess was right: " : "Not this time: "}
      program A took {ratioText(ratio)} as program B.
    </p>
  );
}
