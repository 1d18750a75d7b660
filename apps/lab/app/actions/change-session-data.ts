"use server";

import { refresh } from "next/cache";
import { type Refusal, SignetError } from "signet-auth/next";
import { z } from "zod";
import { type auths, databaseAuth, hybridAuth, jwtAuth, sealedAuth } from "@/lib/auth";
import { type DataState, UNTOUCHED } from "@/lib/form-states";
import { sessionData } from "@/lib/session/session-data";

export const changeJwtData = jwtAuth.action(
  (_session, _before: DataState, form: FormData): Promise<DataState> => change(jwtAuth, form),
  { refused },
);

export const changeSealedData = sealedAuth.action(
  (_session, _before: DataState, form: FormData): Promise<DataState> => change(sealedAuth, form),
  { refused },
);

export const changeDatabaseData = databaseAuth.action(
  (_session, _before: DataState, form: FormData): Promise<DataState> => change(databaseAuth, form),
  { refused },
);

export const changeHybridData = hybridAuth.action(
  (_session, _before: DataState, form: FormData): Promise<DataState> => change(hybridAuth, form),
  { refused },
);

const changeable = sessionData.pick({ name: true, note: true });

async function change(
  auth: (typeof auths)[keyof typeof auths],
  form: FormData,
): Promise<DataState> {
  const typed = typedIn(form);
  const refuse = (errors: DataState["errors"]): DataState => ({ ...UNTOUCHED, errors, typed });
  const input = changeable.safeParse(typed);
  if (!input.success) {
    const { name, note } = z.flattenError(input.error).fieldErrors;
    return refuse({ name: name?.[0], note: note?.[0] });
  }
  try {
    await auth.update(input.data);
  } catch (error) {
    if (!(error instanceof SignetError && error.code === "cookie-too-large")) throw error;
    return refuse({ note: error.message });
  }
  refresh();
  return { ...UNTOUCHED, done: `Saved. The name in this session is now ${input.data.name}.` };
}

function typedIn(form: FormData): { readonly name: string; readonly note: string } {
  return { name: String(form.get("name") ?? ""), note: String(form.get("note") ?? "") };
}

/** Returns the form state for a request without a session. The form keeps the typed values. */
function refused({ cause, signIn }: Refusal, _before: DataState, form: FormData): DataState {
  const text =
    cause === "unavailable"
      ? "The session store does not answer. Nothing was saved. Try again soon."
      : "You are no longer signed in, so nothing was saved.";
  return { ...UNTOUCHED, typed: typedIn(form), refused: { text, signIn } };
}
