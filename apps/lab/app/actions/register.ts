"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { returnPath } from "signet-auth/next";
import { z } from "zod";
import type { RegisterState } from "@/lib/form-states";
import { clientNetwork } from "@/lib/rate-limit/client-network";
import { rememberBrowser } from "@/lib/rate-limit/known-browser-cookie";
import { limits } from "@/lib/rate-limit/limits";
import { signInErrorText, waitText } from "@/lib/sign-in/error-text";
import { startSession } from "@/lib/sign-in/start-session";
import { isStrategyName } from "@/lib/strategies";
import { registerInput } from "@/lib/users/account-input";
import { createUser } from "@/lib/users/users";

export async function register(_before: RegisterState, form: FormData): Promise<RegisterState> {
  const text = (name: string) => String(form.get(name) ?? "");
  const typed = { username: text("username"), name: text("name"), strategy: text("strategy") };
  const refuse = (errors: RegisterState["errors"]): RegisterState => ({ errors, typed });

  const { strategy } = typed;
  if (!isStrategyName(strategy)) return refuse({ form: "Choose a strategy for the sign-in." });
  const input = registerInput.safeParse({ ...typed, password: text("password") });
  if (!input.success) return refuse(firstErrors(input.error));

  const { wait } = await limits().register.take(clientNetwork(await headers()));
  if (wait !== null) return refuse({ form: waitText(wait) });
  const user = await createUser(input.data);
  if (user === null) return refuse({ username: "This user name is taken. Choose another one." });
  const started = await startSession(strategy, user);
  if ("refused" in started) {
    return refuse({ form: `The account was created. ${signInErrorText[started.refused]}` });
  }
  await rememberBrowser(input.data.username);
  redirect(returnPath(text("returnTo"), `/${strategy}/dashboard`));
}

function firstErrors(error: z.ZodError<z.infer<typeof registerInput>>): RegisterState["errors"] {
  const { username, name, password } = z.flattenError(error).fieldErrors;
  return { username: username?.[0], name: name?.[0], password: password?.[0] };
}
