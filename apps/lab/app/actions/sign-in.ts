"use server";

import { headers } from "next/headers";
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
  if (!isStrategyName(strategy)) return { error: "Choose a side to sign in on.", username };

  const user = await proveUser({ username, password: form.get("password") });
  if (user === null) {
    return { error: "Wrong user name or password. Look at both and try again.", username };
  }
  const begun = await beginSession(strategy, user, (await headers()).get("user-agent"));
  if ("refused" in begun) return { error: refusalText[begun.refused], username };
  redirect(returnPath(form.get("returnTo"), `/${strategy}/dashboard`));
}
