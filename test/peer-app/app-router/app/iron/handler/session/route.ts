import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import { defaultSession, type SessionData, sessionOptions } from "../lib";

// login
export async function POST(request: NextRequest) {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  const { username = "No username" } = (await request.json()) as { username: string };
  session.isLoggedIn = true;
  session.username = username;
  session.counter = 0;
  await session.save();
  return Response.json(session);
}

export async function PATCH() {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  session.counter = (session.counter ?? 0) + 1;
  await session.save();
  return Response.json(session);
}

// read session
export async function GET() {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  if (session.isLoggedIn !== true) return Response.json(defaultSession);
  return Response.json(session);
}

// logout
export async function DELETE() {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  session.destroy();
  return Response.json(defaultSession);
}
