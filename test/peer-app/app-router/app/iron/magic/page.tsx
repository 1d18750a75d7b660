import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import { logout } from "./actions";
import { Form } from "./form";
import { type SessionData, sessionOptions } from "./lib";

export default async function MagicLinks() {
  const session = await getIronSession<SessionData>(await cookies(), sessionOptions);
  return (
    <>
      <h1>Magic links</h1>
      {session.isLoggedIn ? (
        <form action={logout}>
          <p>Logged in user: {session.username}</p>
          <button type="submit">Log out</button>
        </form>
      ) : (
        <Form />
      )}
    </>
  );
}
