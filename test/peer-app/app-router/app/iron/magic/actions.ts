"use server";

import { getIronSession, sealData } from "iron-session";
import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { linkOptions, type SessionData, sessionOptions } from "./lib";

export interface LinkState {
  link?: string;
  error?: string;
}

export async function createMagicLink(_: LinkState, formData: FormData): Promise<LinkState> {
  const username = String(formData.get("username") ?? "").trim();
  if (username.length < 2) return { error: "The username has fewer than 2 characters." };
  const seal = await sealData({ username }, linkOptions);
  return { link: `/iron/magic/login?seal=${encodeURIComponent(seal)}` };
}

export async function logout(): Promise<void> {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  session.destroy();
  revalidatePath("/iron/magic");
}
