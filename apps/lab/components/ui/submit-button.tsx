"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonKind, buttonClass } from "./button";

/** Submits its form once. Shows the `pending` text until the server answers. */
export function SubmitButton(props: {
  readonly kind?: ButtonKind;
  /** The text of the button until the server answers. */
  readonly pending: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      // A disabled button loses the focus. This button keeps the focus and ignores a second press.
      aria-disabled={pending}
      onClick={(event) => pending && event.preventDefault()}
      className={`${buttonClass(props.kind ?? "primary")} aria-disabled:cursor-progress aria-disabled:opacity-80 ${props.className ?? ""}`}
    >
      {pending ? props.pending : props.children}
    </button>
  );
}
