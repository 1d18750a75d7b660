"use server";

import { redirect } from "next/navigation";
import { endSession } from "@/lib/sign-in/end-session";
import { isStrategyName } from "@/lib/strategies";

export async function signOut(form: FormData): Promise<void> {
  const strategy = form.get("strategy");
  if (!isStrategyName(strategy)) return;
  await endSession(strategy);
  redirect(`/#${strategy}`);
}
