"use server";

import { refresh } from "next/cache";
import { type auths, databaseAuth, jwtAuth, sealedAuth } from "@/lib/auth";
import type { RenameState } from "@/lib/form-states";
import { sessionData } from "@/lib/session-data";

export const renameUnderJwt = jwtAuth.action(
  (_session, _before: RenameState, form: FormData): Promise<RenameState> => rename(jwtAuth, form),
);

export const renameUnderSealed = sealedAuth.action(
  (_session, _before: RenameState, form: FormData): Promise<RenameState> =>
    rename(sealedAuth, form),
);

export const renameUnderDatabase = databaseAuth.action(
  (_session, _before: RenameState, form: FormData): Promise<RenameState> =>
    rename(databaseAuth, form),
);

async function rename(
  auth: (typeof auths)[keyof typeof auths],
  form: FormData,
): Promise<RenameState> {
  const name = sessionData.shape.name.safeParse(form.get("name"));
  if (!name.success) return { error: "Use 1 to 64 characters", done: null };
  await auth.update({ name: name.data });
  refresh();
  return { error: null, done: `Saved: this session now says ${name.data}.` };
}
