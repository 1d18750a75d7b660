"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { Outcome } from "sandbox/outcome";
import type { Exercise } from "@/lib/practice/content/exercise";
import { type Answer, programOf, questionProgramOf } from "@/lib/practice/content/program";
import { verdictOf } from "@/lib/practice/content/verdict";
import { choiceText } from "@/lib/practice/exercise/chosen-options";
import { recordEvent } from "../progress/record";
import { type Run, useRun } from "../run/use-run";
import { findMistake } from "./find-mistake";
import { hasPassed } from "./has-passed";
import type { Answered, Place } from "./parts";
import { NEW_VISIT, useVisit, type Visit } from "./visit";
import { visitName } from "./visit-name";

/** `defending`: the answer passed, and the visitor must say why. `over`: the exercise shows everything. */
export type Phase = "answering" | "defending" | "over";

export interface ExerciseState {
  readonly phase: Phase;
  readonly visit: Visit;
  /** The number of attempts left. `null` without a limit. */
  readonly left: number | null;
  /** The newest answer. `null` before the first, and after a reload. */
  readonly answered: Answered | null;
  readonly run: Run;
  /** Whether the server has the newest event. `null` before the first. */
  readonly kept: "kept" | "not-kept" | null;
  submit(answer: Answer): Promise<void>;
  defend(option: number): Promise<void>;
  giveUp(): void;
  restart(): void;
  /** Waits until the newest event has been sent, or could not be. */
  settled(): Promise<unknown>;
}

export interface ExerciseOptions {
  readonly exercise: Exercise;
  readonly place: Place;
  /** The number of attempts in a visit, or `null` for any number. */
  readonly attempts: number | null;
  /** A result that the server made. */
  readonly initial: Answered | null;
  /** The address of this exercise, for a page whose address may name none. */
  readonly here: string | null;
  /** An answer to this question in this round, from the visitor's progress. It cannot be given again. */
  readonly before: { readonly passed: boolean } | null;
}

/** Runs the answers to an exercise, counts the attempts and records the events. */
export function useExercise(options: ExerciseOptions): ExerciseState {
  const { exercise, place, attempts, initial, before } = options;
  const router = useRouter();
  const run = useRun();
  const probe = useRun();
  const [stored, setVisit] = useVisit(visitName(place, exercise));
  const [answered, setAnswered] = useState(initial);
  const [pending, setPending] = useState<Answered | null>(null);
  const [kept, setKept] = useState<ExerciseState["kept"]>(null);
  const sending = useRef<Promise<unknown>>(Promise.resolve());

  const visit =
    before === null ? withInitial(stored, answered && initial) : ended(stored, before.passed);
  const left = attempts === null ? null : Math.max(0, attempts - visit.used);
  const isOver = visit.passed || visit.givenUp || left === 0 || before !== null;
  const phase: Phase = isOver ? "over" : pending ? "defending" : "answering";

  function finish(result: Answered, passed: boolean): void {
    setAnswered(result);
    setPending(null);
    setVisit({ ...visit, used: visit.used + 1, passed });
    record(passed, choiceText(exercise, result.answer));
  }

  function record(passed: boolean, choice?: string): void {
    const address = location.href;
    const sent = recordEvent({
      topic: place.topic,
      mode: place.mode,
      item: exercise.id,
      kind: "answer",
      passed,
      ...(place.round !== undefined && { round: place.round }),
      ...(choice !== undefined && { choice }),
    }).then((outcome) => {
      setKept(outcome);
      if (outcome !== "kept") return;
      // The list of exercises shows the new state. An address without an exercise shows the first open one,
      // and that would now be another. Neither may scroll, because the visitor reads the result.
      const here = options.here?.split("#")[0] ?? null;
      const isThere = here === `${location.pathname}${location.search}`;
      // A visitor who has gone on stays where they are.
      if (here === null || isThere || location.href !== address) router.refresh();
      else router.replace(here, { scroll: false });
    });
    sending.current = sent;
  }

  return {
    phase,
    visit,
    left,
    answered,
    run,
    kept,
    async submit(answer) {
      const outcome = await run.run(programOf(exercise, answer));
      if (outcome === null) return;
      const verdict = verdictOf(exercise, answer, outcome);
      const result: Answered = { answer, outcome, verdict, mistake: null, defended: null };
      if (place.round !== undefined && hasNoTime(outcome)) {
        // A slow device is no wrong answer, and a question of the Test has one attempt only.
        setAnswered(result);
      } else if (verdict.passed && exercise.defend) {
        setAnswered(result);
        setPending(result);
      } else finish(result, verdict.passed);
      const mistake = await findMistake(exercise, result, probe.run);
      if (mistake !== null) {
        setAnswered((newest) => (newest === result ? { ...result, mistake } : newest));
      }
    },
    async defend(option) {
      if (pending === null || !exercise.defend) return;
      const outcome = await run.run(questionProgramOf(exercise, exercise.defend.options));
      if (outcome === null) return;
      const holds = outcome.claims[option] === true;
      finish({ ...pending, defended: { option, holds } }, holds);
    },
    giveUp() {
      setVisit({ ...visit, givenUp: true });
      // In a test, a question without an answer counts as wrong.
      if (place.round !== undefined) record(false);
    },
    restart() {
      setVisit(NEW_VISIT);
      setAnswered(null);
      setPending(null);
      run.reset();
    },
    settled: () => sending.current,
  };
}

/** Whether a program was stopped because it took too long. */
function hasNoTime({ end }: Outcome): boolean {
  return end === "too-long" || end === "stopped";
}

/** An answer that the server ran counts as an attempt of this visit. */
function withInitial(visit: Visit, initial: Answered | null): Visit {
  if (initial === null || visit.used > 0) return visit;
  return { ...visit, used: 1, passed: hasPassed(initial) };
}

function ended(visit: Visit, passed: boolean): Visit {
  return { ...visit, passed };
}
