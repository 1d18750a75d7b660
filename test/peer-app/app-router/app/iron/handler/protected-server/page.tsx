import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { type SessionData, sessionOptions } from "../lib";

export default async function ProtectedServer() {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  if (!session.isLoggedIn) redirect("/iron/handler");
  return <p>Hello {session.username}, the server guards this page.</p>;
}
