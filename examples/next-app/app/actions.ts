"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { accounts, auth } from "../auth";
import type { FormState } from "./form";

export async function signUp(_former: FormState, form: FormData): Promise<FormState> {
  const outcome = await auth.methods.password.signUp(form, { returnTo: "/dashboard" });
  if (outcome.status === "sent") return sent();
  return refused(outcome, form);
}

export async function signIn(_former: FormState, form: FormData): Promise<FormState> {
  const isRemembered = form.has("remember");
  const outcome = await auth.signInWith("password", form, {
    returnTo: await auth.returnTo("/dashboard"), // to the page that the visitor requested
    persistent: isRemembered, // false: the cookie ends with the browser
    lifetime: isRemembered ? undefined : { idle: "1h", absolute: "12h" },
  });
  if (outcome.status === "signed-in") redirect(outcome.returnTo);
  return refused(outcome, form);
}

export async function forgotPassword(_former: FormState, form: FormData): Promise<FormState> {
  const outcome = await auth.methods.password.requestReset(form);
  if (outcome.status === "sent") return sent();
  return refused(outcome, form);
}

export async function changePassword(_former: FormState, form: FormData): Promise<FormState> {
  const outcome = await auth.methods.password.change(form); // ends the other sessions of the user
  if (outcome.status === "done") return { notice: "The password was changed.", typed: null };
  return refused(outcome, form);
}

export const rename = auth.action(async (session, _former: FormState, form: FormData) => {
  const name = String(form.get("name"));
  await accounts.users.update(session.userId, { name });
  await auth.update({ name });
  revalidatePath("/account");
  return { notice: "The name was changed.", typed: { name } };
});

export async function signOut() {
  await auth.signOut();
  redirect("/");
}

const sent = (): FormState => ({
  notice: "We have sent you a mail. Open the link in it.",
  typed: null,
});

/** Returns the sentence for the user, and the typed values without passwords. */
function refused(
  outcome: { readonly status: string; readonly detail?: string },
  form: FormData,
): FormState {
  const names = ["name", "email", "remember"].filter((name) => form.has(name));
  return {
    error: outcome.detail ?? "This did not work. Try again.",
    typed: Object.fromEntries(names.map((name) => [name, String(form.get(name))])),
  };
}
