"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { auth } from "../auth";
import { findUser } from "../users";

export interface SignInState {
  readonly error: string;
  readonly name: string;
  readonly isRemembered: boolean;
}

export async function signIn(_previous: SignInState, form: FormData): Promise<SignInState> {
  const name = String(form.get("name"));
  const isRemembered = form.get("remember") === "on";
  const user = await findUser(name, String(form.get("password"))); // verify the user in any way you like
  if (user === null) return { error: "The name or the password is wrong.", name, isRemembered };
  await auth.signIn({
    userId: user.id,
    data: { name: user.name, role: user.role },
    persistent: isRemembered, // false: the cookie ends with the browser
    lifetime: isRemembered ? undefined : { idle: "1h", absolute: "12h" },
  });
  redirect(await auth.returnTo("/dashboard")); // to the page that the visitor requested
}

export async function signOut() {
  await auth.signOut();
  redirect("/");
}

export const rename = auth.action(async (_session, form: FormData) => {
  await auth.update({ name: String(form.get("name")) });
  revalidatePath("/dashboard");
});
