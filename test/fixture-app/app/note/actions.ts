"use server";

import { auth } from "../../lib/auth";

export interface NoteState {
  readonly message: string;
  readonly text: string;
  readonly signIn: string | null;
}

export const saveNote = auth.action(
  async ({ data }, _state: NoteState, form: FormData): Promise<NoteState> => ({
    message: `Saved for ${data.name}`,
    text: String(form.get("text")),
    signIn: null,
  }),
  {
    refused: ({ cause, signIn }, _state, form): NoteState => ({
      message: `Refused: ${cause}`,
      text: String(form.get("text")),
      signIn,
    }),
  },
);
