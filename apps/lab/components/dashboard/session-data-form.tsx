"use client";

import { useActionState, useRef } from "react";
import { type DataState, UNTOUCHED } from "@/lib/form-states";
import { buttonClass } from "../ui/button";
import { Field, TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { SubmitButton } from "../ui/submit-button";
import { useFocusFirstError } from "../ui/use-focus-first-error";

export type ChangeData = (before: DataState, form: FormData) => Promise<DataState>;

/** The long note repeats this sentence. */
const SENTENCE = "Session data is in a cookie or in the store. ";
const LONG_NOTE = SENTENCE.repeat(85);

/** Changes the name and the note in the data of this session. */
export function SessionDataForm(props: {
  readonly action: ChangeData;
  readonly name: string;
  readonly note: string;
}) {
  const [state, submit] = useActionState(props.action, UNTOUCHED);
  const form = useFocusFirstError(state);
  const note = useRef<HTMLTextAreaElement>(null);
  const { name, note: text } = state.typed ?? props;
  return (
    <form ref={form} action={submit} className="grid gap-4">
      {state.refused !== null && (
        <Notice tone="alarm" role="alert">
          {state.refused.text}{" "}
          {state.refused.signIn !== null && (
            <a
              href={state.refused.signIn}
              target="_blank"
              rel="noreferrer"
              className="font-semibold underline underline-offset-4"
            >
              Sign in again in a new tab
            </a>
          )}
        </Notice>
      )}
      <Field
        label="Display name"
        name="name"
        autoComplete="off"
        required
        maxLength={64}
        defaultValue={name}
        error={state.errors.name}
      />
      <TextField
        label="Note"
        name="note"
        hint="At most 4,000 bytes. A long note shows the size limit of the cookie."
        rows={4}
        ref={note}
        defaultValue={text}
        error={state.errors.note}
      />
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton kind="secondary" pending="Saving…">
          Save
        </SubmitButton>
        <button
          type="button"
          className={buttonClass("secondary")}
          onClick={() => {
            if (note.current) note.current.value = LONG_NOTE;
          }}
        >
          Write a long note
        </button>
        <p role="status" className="text-sm">
          {state.done}
        </p>
      </div>
    </form>
  );
}
