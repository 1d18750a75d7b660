import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import { defaultSession, type SessionData, sessionOptions } from "./lib";

export async function getSession() {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  if (!session.isLoggedIn) {
    session.isLoggedIn = defaultSession.isLoggedIn;
    session.username = defaultSession.username;
  }
  return session;
}
