"use client";

import { type ComponentProps, type ReactNode, useId } from "react";

interface Labelled {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null | undefined;
}

const INPUT_CLASS =
  "w-full rounded-lg border border-edge bg-card px-3 text-base aria-invalid:border-2 aria-invalid:border-alarm";

/** An input with a label and a hint. An error replaces the hint. Screen readers read all of them. */
export function Field({ label, hint, error, ...input }: ComponentProps<"input"> & Labelled) {
  const id = useId();
  const note = error ?? hint;
  return (
    <Frame id={id} label={label} note={note} isError={Boolean(error)}>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : input["aria-invalid"]}
        aria-describedby={note ? `${id}-note` : input["aria-describedby"]}
        className={`min-h-11 ${INPUT_CLASS}`}
      />
    </Frame>
  );
}

/** A text area with a label and a hint. An error replaces the hint. */
export function TextField({ label, hint, error, ...area }: ComponentProps<"textarea"> & Labelled) {
  const id = useId();
  const note = error ?? hint;
  return (
    <Frame id={id} label={label} note={note} isError={Boolean(error)}>
      <textarea
        {...area}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={`py-2 ${INPUT_CLASS}`}
      />
    </Frame>
  );
}

function Frame(props: {
  readonly id: string;
  readonly label: string;
  readonly note: string | undefined;
  readonly isError: boolean;
  readonly children: ReactNode;
}) {
  const { id, label, note, isError } = props;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      {props.children}
      {note && (
        <p
          id={`${id}-note`}
          className={isError ? "text-sm font-semibold text-alarm" : "text-xs text-soft"}
        >
          {note}
        </p>
      )}
    </div>
  );
}
