import { getIronSession, unsealData } from "iron-session";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { linkOptions, type SessionData, sessionOptions } from "../lib";

export async function GET(request: NextRequest) {
  const seal = request.nextUrl.searchParams.get("seal") ?? "";
  const { username } = await unsealData<{ username?: string }>(seal, linkOptions);
  if (!username) return new Response("This link is not valid, or it is too old.", { status: 400 });
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  session.username = username;
  session.isLoggedIn = true;
  await session.save();
  redirect("/iron/magic");
}
