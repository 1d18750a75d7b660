"use client";

import { useActionState, useRef } from "react";
import { type DataState, UNTOUCHED } from "@/lib/form-states";
import { buttonClass } from "../ui/button";
import { Field, TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { SubmitButton } from "../ui/submit-button";
import { useFocusOnFault } from "../ui/use-focus-on-fault";

export type ChangeData = (before: DataState, form: FormData) => Promise<DataState>;

/** What the long note says, over and over. */
const SENTENCE = "What a session carries has to lie somewhere. ";
const LONG_NOTE = SENTENCE.repeat(85);

/** Changes the name and the note in this session's data. */
export function DataForm(props: {
  readonly action: ChangeData;
  readonly name: string;
  readonly note: string;
}) {
  const [state, submit] = useActionState(props.action, UNTOUCHED);
  const form = useFocusOnFault(state);
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
        hint="Up to 4,000 bytes. A long note shows how much the cookie can hold."
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
