"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { beginSession } from "@/lib/begin-session";
import type { RegisterState } from "@/lib/form-states";
import { refusalText } from "@/lib/refusal-text";
import { isStrategyName } from "@/lib/strategies";
import { registerInput } from "@/lib/users/input";
import { createUser } from "@/lib/users/users";

export async function register(_before: RegisterState, form: FormData): Promise<RegisterState> {
  const text = (name: string) => String(form.get(name) ?? "");
  const typed = { username: text("username"), name: text("name"), strategy: text("strategy") };
  const refuse = (errors: RegisterState["errors"]): RegisterState => ({ errors, typed });

  const { strategy } = typed;
  if (!isStrategyName(strategy)) return refuse({ form: "Choose a side to sign in on." });
  const input = registerInput.safeParse({ ...typed, password: text("password") });
  if (!input.success) return refuse(firstErrors(input.error));

  const user = await createUser(input.data);
  if (user === null) return refuse({ username: "Somebody has this name. Choose another" });
  const begun = await beginSession(strategy, user);
  if ("refused" in begun) {
    return refuse({ form: `The account is made. ${refusalText[begun.refused]}` });
  }
  redirect(`/${strategy}/dashboard`);
}

function firstErrors(error: z.ZodError<z.infer<typeof registerInput>>): RegisterState["errors"] {
  const { username, name, password } = z.flattenError(error).fieldErrors;
  return { username: username?.[0], name: name?.[0], password: password?.[0] };
}
