import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import { type SessionData, sessionOptions } from "../lib";

/** proxy.ts guards this page, and counts the visits in the session before the page reads the session. */
export default async function ProtectedProxy() {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  return (
    <p>
      Hello {session.username}, the proxy guards this page. Visits: {session.visits}
    </p>
  );
}
