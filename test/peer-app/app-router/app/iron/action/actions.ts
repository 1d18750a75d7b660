"use server";

import { revalidatePath } from "next/cache";
import { getSession } from "./session";

export async function login(formData: FormData) {
  const session = await getSession();
  session.username = (formData.get("username") as string) ?? "No username";
  session.isLoggedIn = true;
  await session.save();
  revalidatePath("/iron/action");
}

export async function logout() {
  const session = await getSession();
  session.destroy();
  revalidatePath("/iron/action");
}
