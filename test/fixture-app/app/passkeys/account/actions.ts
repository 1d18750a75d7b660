"use server";

import { redirect } from "next/navigation";
import { passkeys } from "../../../lib/passkeys";

type Outcome = Awaited<ReturnType<typeof passkeys.methods.passkey.remove>>;

function shown(outcome: Outcome): never {
  const text = outcome.status === "refused" ? outcome.reason : outcome.status;
  redirect(`/passkeys/account?outcome=${text}`);
}

export async function rename(form: FormData): Promise<void> {
  shown(await passkeys.methods.passkey.rename(form));
}

export async function remove(form: FormData): Promise<void> {
  shown(await passkeys.methods.passkey.remove(form));
}

export async function leave(): Promise<void> {
  await passkeys.signOut();
  redirect("/passkeys");
}
