"use server";

import { auth } from "../../lib/auth";

export const rename = auth.action(async (_session, form: FormData) => {
  await auth.update({ name: String(form.get("name")) });
});

export const leave = async (): Promise<void> => {
  await auth.signOut();
};
