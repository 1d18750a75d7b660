import { useIronSession } from "../../lib/use-session";

export default function IronExample() {
  const { session, login, logout } = useIronSession();
  if (!session) return <main>Loading…</main>;
  return (
    <main>
      <h1>API routes</h1>
      {session.isLoggedIn ? (
        <>
          <p>Logged in user: {session.username}</p>
          <button type="button" onClick={logout}>
            Log out
          </button>
          <a href="/api/iron/form?action=logout">Log out by link</a>
        </>
      ) : (
        <>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              login(String(new FormData(event.currentTarget).get("username")));
            }}
          >
            <label>
              Username <input name="username" required />
            </label>
            <button type="submit">Log in</button>
          </form>
          <form action="/api/iron/form" method="POST">
            <label>
              Form username <input name="username" required />
            </label>
            <button type="submit">Log in by form</button>
          </form>
        </>
      )}
    </main>
  );
}
