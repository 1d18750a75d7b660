"use server";

import { auth } from "../../lib/auth";

export async function signIn(): Promise<void> {
  await auth.signIn({ userId: "ada", data: { name: "Ada" } });
}

export async function signOut(): Promise<void> {
  await auth.signOut();
}

export async function rename(): Promise<void> {
  await auth.update({ name: "Ada Lovelace" });
}
