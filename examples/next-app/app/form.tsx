"use client";

import { type ComponentProps, createContext, type ReactNode, use, useActionState } from "react";
import type { FormState } from "./form-state";

const Typed = createContext<FormState["typed"]>(null);

interface FormProps {
  readonly action: (former: FormState, form: FormData) => Promise<FormState>;
  readonly submit: string;
  readonly children: ReactNode;
}

/** A form that shows its result and keeps the typed values. It works without JavaScript. */
export function Form({ action, submit, children }: FormProps) {
  const [state, formAction, isPending] = useActionState(action, { typed: null });
  return (
    <form action={formAction}>
      <Typed value={state.typed}>{children}</Typed>
      <p role="alert">{state.error}</p>
      <p role="status">{state.notice}</p>
      <button type="submit" disabled={isPending}>
        {submit}
      </button>
    </form>
  );
}

type FieldProps = ComponentProps<"input"> & { readonly label: string; readonly name: string };

export function Field({ label, ...input }: FieldProps) {
  return (
    <label>
      {label}
      <input defaultValue={use(Typed)?.[input.name]} required {...input} />
    </label>
  );
}

/** A checkbox that is chosen at first. */
export function Choice({ label, name }: Pick<FieldProps, "label" | "name">) {
  const typed = use(Typed);
  return (
    <label className="choice">
      <input type="checkbox" name={name} defaultChecked={typed === null || name in typed} />
      {label}
    </label>
  );
}
