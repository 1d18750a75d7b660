"use client";

import { type ComponentProps, useId } from "react";

/** A labelled input with its hint, or in its place its error, tied together for those who listen. */
export function Field({
  label,
  hint,
  error,
  ...input
}: ComponentProps<"input"> & {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null | undefined;
}) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : input["aria-invalid"]}
        aria-describedby={note ? `${id}-note` : input["aria-describedby"]}
        className="min-h-11 w-full rounded-lg border border-edge bg-card px-3 text-base aria-invalid:border-2 aria-invalid:border-alarm"
      />
      {note && (
        <p
          id={`${id}-note`}
          className={error ? "text-sm font-semibold text-alarm" : "text-xs text-soft"}
        >
          {note}
        </p>
      )}
    </div>
  );
}
