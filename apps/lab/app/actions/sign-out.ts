"use server";

import { redirect } from "next/navigation";
import { auths } from "@/lib/auth";
import { isStrategyName } from "@/lib/strategies";

export async function signOut(form: FormData): Promise<void> {
  const strategy = form.get("strategy");
  if (!isStrategyName(strategy)) return;
  await auths[strategy].signOut();
  redirect(`/#${strategy}`);
}
