"use client";

import { useActionState } from "react";
import { saveNote } from "./actions";

export function NoteForm() {
  const [state, save] = useActionState(saveNote, { message: "", text: "", signIn: null });
  return (
    <form action={save}>
      <input name="text" aria-label="Note" defaultValue={state.text} />
      <button type="submit">Save</button>
      <p>{state.message}</p>
      {state.signIn === null ? null : <a href={state.signIn}>Sign in</a>}
    </form>
  );
}
