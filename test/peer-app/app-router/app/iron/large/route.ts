import { getIronSession, type SessionOptions } from "iron-session";
import { cookies } from "next/headers";
import type { NextRequest } from "next/server";

interface SessionData {
  notes: string[];
}

const sessionOptions: SessionOptions = {
  password: "complex_password_at_least_32_characters_long",
  cookieName: "iron-examples-large",
  chunk: true,
  cookieOptions: { secure: process.env.NODE_ENV === "production" },
};

export async function GET() {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  return Response.json({
    notes: session.notes?.length ?? 0,
    first: session.notes?.[0]?.length ?? 0,
  });
}

export async function POST(request: NextRequest) {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  session.notes = (await request.json()) as string[];
  await session.save();
  return Response.json({ notes: session.notes.length });
}

export async function DELETE() {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  session.destroy();
  return Response.json({ notes: 0 });
}
