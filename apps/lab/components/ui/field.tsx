"use client";

import { type ComponentProps, useId } from "react";

/** A labelled input with its hint and its error, tied together for those who listen. */
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
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        className="min-h-11 w-full rounded-lg border border-edge bg-card px-3 text-base aria-invalid:border-2 aria-invalid:border-alarm"
      />
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm font-semibold text-alarm">
          {error}
        </p>
      )}
    </div>
  );
}
