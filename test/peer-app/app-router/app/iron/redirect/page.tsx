import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import { type SessionData, sessionOptions } from "./lib";

export default async function RedirectExample() {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  return (
    <>
      <h1>Forms and redirects</h1>
      {session.isLoggedIn ? (
        <>
          <p>Logged in user: {session.username}</p>
          <a href="/iron/redirect/session?action=logout">Log out</a>
        </>
      ) : (
        <form action="/iron/redirect/session" method="POST">
          <label>
            Username <input name="username" required />
          </label>
          <button type="submit">Log in</button>
        </form>
      )}
    </>
  );
}
