"use client";

import { type FormEvent, useState } from "react";
import { answerExercise } from "@/app/actions/answer-exercise";
import { buttonClass } from "@/components/ui/button";
import type { Exercise } from "@/lib/practice/content/exercise";
import { isBusy } from "../run/use-run";
import { AnswerButton } from "./answer-button";
import { AnswerField } from "./answer-field";
import { answerOfForm } from "./answer-of-form";
import { Attempts, GiveUp } from "./attempts";
import { Defence, DefendWithoutScript } from "./defence";
import { NextLink } from "./next-link";
import type { Answered, ExerciseParts, Place } from "./parts";
import { Question } from "./question";
import { Result } from "./result";
import { Solution } from "./solution";
import { SolutionWithoutScript } from "./solution-without-script";
import { Timer } from "./timer";
import { type ExerciseState, useExercise } from "./use-exercise";

export interface ExerciseRunProps {
  readonly exercise: Exercise;
  readonly parts: ExerciseParts;
  readonly place: Place;
  readonly attempts: number | null;
  readonly seconds: number | null;
  readonly initial: Answered | null;
  readonly before: { readonly passed: boolean } | null;
  /** The address of this exercise, for a page whose address may name none. */
  readonly here: string | null;
  readonly next: { readonly href: string; readonly label: string } | null;
  /** The level of the headings below the exercise's own. */
  readonly level: 3 | 4;
}

/** The part of an exercise that the visitor works with: the answer, its result and the solution. */
export function ExerciseRun(props: ExerciseRunProps) {
  const { exercise, parts, place } = props;
  const state = useExercise(props);
  const [isEmpty, setEmpty] = useState(false);
  // A new start makes new fields.
  const [start, setStart] = useState(0);
  const seed = `${place.round ?? ""}/${exercise.id}`;
  const busy = isBusy(state.run.state);
  const isOver = state.phase === "over";
  const isTest = place.round !== undefined;
  const isCode = exercise.kind === "mend" || exercise.kind === "write";

  const solution = { exercise, parts, seed, level: props.level };

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (busy || state.phase !== "answering") return;
    const answer = answerOfForm(exercise, new FormData(event.currentTarget));
    setEmpty(answer === null);
    if (answer) void state.submit(answer);
  }

  return (
    <div className="grid min-w-0 content-start gap-6">
      <form action={answerExercise} onSubmit={submit} className="grid min-w-0 content-start gap-4">
        <input type="hidden" name="topic" value={place.topic} />
        <input type="hidden" name="mode" value={place.mode} />
        <input type="hidden" name="exercise" value={exercise.id} />
        <input type="hidden" name="round" value={place.round ?? ""} />
        <AnswerField
          key={start}
          exercise={exercise}
          parts={parts}
          place={place}
          seed={seed}
          answered={state.answered}
          isOver={isOver}
        />
        {!isCode && exercise.defend && !isOver && <DefendWithoutScript exercise={exercise} />}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 empty:hidden">
          {state.phase === "answering" && <AnswerButton isBusy={busy} isCode={isCode} />}
          <Attempts state={state} />
          {props.seconds !== null && (
            <Timer key={start} seconds={props.seconds} isRunning={!isOver} />
          )}
          {isOver && !isTest && (
            <button
              type="button"
              className={`${buttonClass("secondary")} noscript:hidden`}
              onClick={() => {
                state.restart();
                // The editor keeps the visitor's text.
                if (!isCode) setStart(start + 1);
              }}
            >
              {isCode ? "Change and run again" : "Start again"}
            </button>
          )}
        </div>
        <p role="alert" className="text-sm font-semibold text-alarm empty:hidden">
          {isEmpty &&
            (exercise.kind === "fill-in" ? "Fill every blank first." : "Choose an option first.")}
        </p>
      </form>
      <Result
        exercise={exercise}
        parts={parts}
        answered={state.answered}
        phase={state.phase}
        state={state.run.state}
        earlier={earlierText(state)}
      >
        {state.phase === "defending" && exercise.defend && (
          <Question
            question={exercise.defend}
            whys={parts.defend}
            seed={seed}
            result={null}
            isBusy={busy}
            onAnswer={(option) => void state.defend(option)}
          />
        )}
        <Defence exercise={exercise} parts={parts} answered={state.answered} />
        {state.kept === "not-kept" && (
          <p className="text-xs text-soft">
            The server does not have this answer yet. It stays in this browser, and is sent later.
          </p>
        )}
        {isOver && (
          <p className="text-sm text-soft">The solution and a quick check follow below.</p>
        )}
        {isOver && props.next && <NextLink {...props.next} settled={state.settled} />}
      </Result>
      <GiveUp state={state} busy={busy} isTest={isTest} />
      {isOver && (
        <Solution
          {...solution}
          onward={
            props.next && <NextLink href={props.next.href} label="Go on" settled={state.settled} />
          }
        />
      )}
      {!isOver && (isCode || state.answered) && (
        <SolutionWithoutScript {...solution} isCode={isCode} />
      )}
    </div>
  );
}

function earlierText({ visit }: ExerciseState): string | null {
  if (visit.passed) return "You had this right before.";
  if (visit.givenUp) return "Here is the solution.";
  return "You had no more attempts. Here is the solution.";
}
