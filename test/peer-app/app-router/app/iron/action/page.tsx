import Link from "next/link";
import { login, logout } from "./actions";
import { getSession } from "./session";

export default async function ActionExample() {
  const session = await getSession();
  return (
    <>
      <h1>Server Component and Server Actions</h1>
      {session.isLoggedIn ? (
        <>
          <p>Logged in user: {session.username}</p>
          <form action={logout}>
            <button type="submit">Log out</button>
          </form>
        </>
      ) : (
        <form action={login}>
          <label>
            Username <input name="username" required />
          </label>
          <button type="submit">Log in</button>
        </form>
      )}
      <Link href="/iron/action/protected">Protected page</Link>
    </>
  );
}
