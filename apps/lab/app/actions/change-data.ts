"use server";

import { refresh } from "next/cache";
import { SignetError } from "signet-auth/next";
import { z } from "zod";
import { type auths, databaseAuth, hybridAuth, jwtAuth, sealedAuth } from "@/lib/auth";
import type { DataState } from "@/lib/form-states";
import { sessionData } from "@/lib/session-data";

export const changeUnderJwt = jwtAuth.action(
  (_session, _before: DataState, form: FormData): Promise<DataState> => change(jwtAuth, form),
);

export const changeUnderSealed = sealedAuth.action(
  (_session, _before: DataState, form: FormData): Promise<DataState> => change(sealedAuth, form),
);

export const changeUnderDatabase = databaseAuth.action(
  (_session, _before: DataState, form: FormData): Promise<DataState> => change(databaseAuth, form),
);

export const changeUnderHybrid = hybridAuth.action(
  (_session, _before: DataState, form: FormData): Promise<DataState> => change(hybridAuth, form),
);

const changeable = sessionData.pick({ name: true, note: true });

async function change(
  auth: (typeof auths)[keyof typeof auths],
  form: FormData,
): Promise<DataState> {
  const typed = { name: String(form.get("name") ?? ""), note: String(form.get("note") ?? "") };
  const refuse = (errors: DataState["errors"]): DataState => ({ errors, typed, done: null });
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
  return { errors: {}, typed: null, done: `Saved: this session now says ${input.data.name}.` };
}
