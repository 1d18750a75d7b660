"use client";

import { useActionState } from "react";
import type { RenameState } from "@/lib/form-states";
import { Field } from "../ui/field";
import { SubmitButton } from "../ui/submit-button";
import { useFocusOnFault } from "../ui/use-focus-on-fault";

export type RenameAction = (before: RenameState, form: FormData) => Promise<RenameState>;

const untouched: RenameState = { error: null, done: null };

/** Changes the name in this session's data. */
export function RenameForm(props: { readonly action: RenameAction; readonly name: string }) {
  const [state, submit] = useActionState(props.action, untouched);
  const form = useFocusOnFault(state);
  return (
    <form ref={form} action={submit} className="grid gap-4">
      <Field
        label="Display name"
        name="name"
        autoComplete="off"
        required
        maxLength={64}
        defaultValue={props.name}
        error={state.error}
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton kind="secondary" pending="Saving…">
          Save
        </SubmitButton>
        <p role="status" className="text-sm">
          {state.done}
        </p>
      </div>
    </form>
  );
}
