"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { beginSession } from "@/lib/begin-session";
import type { RegisterState } from "@/lib/form-states";
import { networkFrom } from "@/lib/limits/client";
import { leaveMark } from "@/lib/limits/mark-cookie";
import { limits } from "@/lib/limits/rules";
import { refusalText, waitText } from "@/lib/refusal-text";
import { isStrategyName } from "@/lib/strategies";
import { registerInput } from "@/lib/users/input";
import { createUser } from "@/lib/users/users";

export async function register(_before: RegisterState, form: FormData): Promise<RegisterState> {
  const text = (name: string) => String(form.get(name) ?? "");
  const typed = { username: text("username"), name: text("name"), strategy: text("strategy") };
  const refuse = (errors: RegisterState["errors"]): RegisterState => ({ errors, typed });

  const { strategy } = typed;
  if (!isStrategyName(strategy)) return refuse({ form: "Choose how to sign in." });
  const input = registerInput.safeParse({ ...typed, password: text("password") });
  if (!input.success) return refuse(firstErrors(input.error));

  const { wait } = await limits().register.take(networkFrom(await headers()));
  if (wait !== null) return refuse({ form: waitText(wait) });
  const user = await createUser(input.data);
  if (user === null) return refuse({ username: "This user name is taken. Choose another" });
  const begun = await beginSession(strategy, user);
  if ("refused" in begun) {
    return refuse({ form: `The account is made. ${refusalText[begun.refused]}` });
  }
  await leaveMark(input.data.username);
  redirect(`/${strategy}/dashboard`);
}

function firstErrors(error: z.ZodError<z.infer<typeof registerInput>>): RegisterState["errors"] {
  const { username, name, password } = z.flattenError(error).fieldErrors;
  return { username: username?.[0], name: name?.[0], password: password?.[0] };
}
