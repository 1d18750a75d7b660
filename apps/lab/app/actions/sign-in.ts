"use server";

import { redirect } from "next/navigation";
import { returnPath } from "signet-auth/next";
import { beginSession } from "@/lib/begin-session";
import type { SignInState } from "@/lib/form-states";
import { refusalText } from "@/lib/refusal-text";
import { isStrategyName } from "@/lib/strategies";
import { proveUser } from "@/lib/users/users";

export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  const strategy = form.get("strategy");
  const username = String(form.get("username") ?? "");
  const refuse = (error: string, isWrong = false): SignInState => ({ error, isWrong, username });
  if (!isStrategyName(strategy)) return refuse("Choose a side to sign in on.");

  const user = await proveUser({ username, password: form.get("password") });
  if (user === null) return refuse("Wrong user name or password.", true);
  const begun = await beginSession(strategy, user);
  if ("refused" in begun) return refuse(refusalText[begun.refused]);
  redirect(returnPath(form.get("returnTo"), `/${strategy}/dashboard`));
}
