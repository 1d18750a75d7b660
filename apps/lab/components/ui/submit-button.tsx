"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonKind, buttonClass } from "./button";

/** Submits its form, once, and says while it waits what it waits for. */
export function SubmitButton(props: {
  readonly kind?: ButtonKind;
  /** What the button says while the server works. */
  readonly pending: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      // Disabled buttons drop the focus; this one keeps it and ignores a second press.
      aria-disabled={pending}
      onClick={(event) => pending && event.preventDefault()}
      className={`${buttonClass(props.kind ?? "primary")} aria-disabled:cursor-progress aria-disabled:opacity-80 ${props.className ?? ""}`}
    >
      {pending ? props.pending : props.children}
    </button>
  );
}
