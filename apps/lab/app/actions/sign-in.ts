"use server";

import { redirect } from "next/navigation";
import { returnPath } from "signet-auth/next";
import type { SignInState } from "@/lib/form-states";
import { rememberBrowser } from "@/lib/rate-limit/known-browser-cookie";
import { signInErrorText, waitText } from "@/lib/sign-in/error-text";
import { startSession } from "@/lib/sign-in/start-session";
import { trySignIn } from "@/lib/sign-in/try-sign-in";
import { isStrategyName } from "@/lib/strategies";

export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  const strategy = form.get("strategy");
  const username = String(form.get("username") ?? "");
  const refuse = (error: string, isWrong = false): SignInState => ({ error, isWrong, username });
  if (!isStrategyName(strategy)) return refuse("Choose a strategy for the sign-in.");

  const tried = await trySignIn({ username, password: form.get("password") });
  if (tried.outcome === "wait") return refuse(waitText(tried.seconds));
  if (tried.outcome === "wrong") return refuse("Wrong user name or password.", true);
  const started = await startSession(strategy, tried.user);
  if ("refused" in started) return refuse(signInErrorText[started.refused]);
  await rememberBrowser(tried.account);
  redirect(returnPath(form.get("returnTo"), `/${strategy}/dashboard`));
}
