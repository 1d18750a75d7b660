"use client";

import type { ExerciseState } from "./use-exercise";

/** Says how many attempts are left. */
export function Attempts({ state }: { readonly state: ExerciseState }) {
  const { left, phase } = state;
  if (left === null || phase !== "answering") return null;
  return (
    <p className="text-sm text-soft noscript:hidden">
      {left === 1 ? "1 attempt left" : `${left} attempts left`}
    </p>
  );
}

/** Offers the solution before the exercise is over. */
export function GiveUp(props: {
  readonly state: ExerciseState;
  readonly busy: boolean;
  readonly isTest: boolean;
}) {
  if (props.state.phase !== "answering") return null;
  return (
    <button
      type="button"
      aria-disabled={props.busy}
      onClick={() => {
        if (!props.busy) props.state.giveUp();
      }}
      className="min-h-11 w-fit cursor-pointer rounded-md text-sm text-soft underline underline-offset-4 hover:text-ink noscript:hidden"
    >
      {props.isTest ? "I do not know: show the solution" : "Show the solution"}
    </button>
  );
}
