"use client";

import type { ReactNode } from "react";
import { shuffle } from "@/lib/practice/exercise/shuffle";
import { InlineCode } from "./inline-code";
import { TruthMark } from "./truth-mark";

export interface RadioOption {
  readonly label: ReactNode;
  readonly text: string;
  /** The result of the run, or `null` while it is not shown. */
  readonly isTrue: boolean | null;
  /** Shown below the option. */
  readonly why: ReactNode | null;
}

/** A group of options of which one can be chosen. It works without JavaScript. */
export function RadioOptions(props: {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly RadioOption[];
  /** Decides the order of the options. */
  readonly seed: string;
  readonly chosen: number | null;
  readonly disabled: boolean;
  readonly words: { readonly whenTrue: string; readonly whenFalse: string };
}) {
  const order = shuffle(
    props.options.map((option, place) => ({ option, place })),
    props.seed,
    ({ option, place }) => `${place} ${option.text}`,
  );
  return (
    <fieldset disabled={props.disabled} className="grid min-w-0 gap-2">
      <legend className="pb-2 text-sm font-semibold">
        <InlineCode text={props.legend} />
      </legend>
      {order.map(({ option, place }) => (
        <div
          key={place}
          className="min-w-0 rounded-lg border border-edge bg-card has-checked:border-accent has-checked:bg-tint has-disabled:border-line"
        >
          <label className="flex min-h-11 cursor-pointer items-start gap-3 px-4 py-2.5 text-sm has-disabled:cursor-default">
            <input
              type="radio"
              name={props.name}
              value={place}
              required
              defaultChecked={place === props.chosen}
              className="mt-1 size-4 shrink-0 accent-(--accent)"
            />
            <span className="flex min-w-0 grow flex-wrap items-baseline justify-between gap-x-4">
              {option.label}
              {option.isTrue !== null && <TruthMark isTrue={option.isTrue} {...props.words} />}
            </span>
          </label>
          {option.why !== null && (
            <div className="border-t border-line px-4 py-3 pl-11 text-sm">{option.why}</div>
          )}
        </div>
      ))}
    </fieldset>
  );
}
