"use server";

import { redirect } from "next/navigation";
import { auth } from "../auth";
import { type FormState, refused } from "./form-state";

const SENT: FormState = { notice: "We have sent you a mail. Open the link in it.", typed: null };

export async function signUp(_former: FormState, form: FormData): Promise<FormState> {
  const outcome = await auth.methods.password.signUp(form, { returnTo: "/dashboard" });
  return outcome.status === "sent" ? SENT : refused(outcome, form);
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
  return outcome.status === "sent" ? SENT : refused(outcome, form);
}

export async function signOut() {
  await auth.signOut();
  redirect("/");
}
