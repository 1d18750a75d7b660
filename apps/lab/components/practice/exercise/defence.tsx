"use client";

import type { Exercise } from "@/lib/practice/content/exercise";
import { InlineCode } from "./inline-code";
import type { Answered, ExerciseParts } from "./parts";

/** The reason that the visitor gave. */
export function Defence(props: {
  readonly exercise: Exercise;
  readonly parts: ExerciseParts;
  readonly answered: Answered | null;
}) {
  const defended = props.answered?.defended;
  const option = defended && props.exercise.defend?.options[defended.option];
  if (!defended || !option) return null;
  return (
    <div className="grid gap-1 text-sm">
      <p className="font-semibold">
        Your reason: <InlineCode text={option.text} />{" "}
        {defended.holds ? "(true in the run)" : "(false in the run)"}
      </p>
      {props.parts.defend[defended.option]}
    </div>
  );
}

/** Without JavaScript, the answer and its reason are one form. */
export function DefendWithoutScript({ exercise }: { readonly exercise: Exercise }) {
  const { defend } = exercise;
  if (!defend) return null;
  return (
    <noscript>
      <fieldset className="grid gap-2 text-sm">
        <legend className="pb-2 font-semibold">
          <InlineCode text={defend.ask} />
        </legend>
        {defend.options.map((option, place) => (
          <label key={option.text} className="flex min-h-11 items-center gap-3">
            <input type="radio" name="defend" value={place} required />
            <span>
              <InlineCode text={option.text} />
            </span>
          </label>
        ))}
      </fieldset>
    </noscript>
  );
}
