"use server";

import { revalidatePath } from "next/cache";
import { accounts, auth } from "../../auth";
import { type FormState, refused } from "../form-state";

export const rename = auth.action(async (session, _former: FormState, form: FormData) => {
  const name = String(form.get("name"));
  await accounts.users.update(session.userId, { name }); // for later sign-ins
  await auth.update({ name }); // for this session
  revalidatePath("/account");
  return { notice: "The name was changed.", typed: null };
});

/** Needs the current password. Ends the other sessions of the user. */
export async function changePassword(_former: FormState, form: FormData): Promise<FormState> {
  const outcome = await auth.methods.password.change(form);
  if (outcome.status === "done") return { notice: "The password was changed.", typed: null };
  return refused(outcome, form);
}
