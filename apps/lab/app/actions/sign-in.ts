"use server";

import { redirect } from "next/navigation";
import { returnPath } from "signet-auth/next";
import { beginSession } from "@/lib/begin-session";
import type { SignInState } from "@/lib/form-states";
import { leaveMark } from "@/lib/limits/mark-cookie";
import { refusalText, waitText } from "@/lib/refusal-text";
import { isStrategyName } from "@/lib/strategies";
import { trySignIn } from "@/lib/users/try-sign-in";

export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  const strategy = form.get("strategy");
  const username = String(form.get("username") ?? "");
  const refuse = (error: string, isWrong = false): SignInState => ({ error, isWrong, username });
  if (!isStrategyName(strategy)) return refuse("Choose how to sign in.");

  const tried = await trySignIn({ username, password: form.get("password") });
  if (tried.outcome === "wait") return refuse(waitText(tried.seconds));
  if (tried.outcome === "wrong") return refuse("Wrong user name or password.", true);
  const begun = await beginSession(strategy, tried.user);
  if ("refused" in begun) return refuse(refusalText[begun.refused]);
  await leaveMark(tried.account);
  redirect(returnPath(form.get("returnTo"), `/${strategy}/dashboard`));
}
