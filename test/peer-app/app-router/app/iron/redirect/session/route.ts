import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { type SessionData, sessionOptions } from "../lib";

// /iron/redirect/session
export async function POST(request: NextRequest) {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  const formData = await request.formData();
  session.isLoggedIn = true;
  session.username = (formData.get("username") as string) ?? "No username";
  await session.save();
  return Response.redirect(`${request.nextUrl.origin}/iron/redirect`, 303);
}

// /iron/redirect/session?action=logout
export async function GET(request: NextRequest) {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  if (request.nextUrl.searchParams.get("action") === "logout") {
    session.destroy();
    return redirect("/iron/redirect");
  }
  return Response.json(session.isLoggedIn ? session : { username: "", isLoggedIn: false });
}
