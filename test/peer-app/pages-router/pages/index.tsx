import { signIn, signOut, useSession } from "next-auth/react";

/** Without a session from the server: the browser reads the session after the first render. */
export default function Home() {
  const { data: session, status, update } = useSession();
  return (
    <main>
      <h1>Peers</h1>
      <p>Status: {status}</p>
      {session?.user ? (
        <>
          <p>
            Signed in as {session.user.name}, {session.user.email}, {session.user.role}
          </p>
          <button type="button" onClick={() => update({ user: { name: "Countess Lovelace" } })}>
            Rename
          </button>
          <button type="button" onClick={() => signOut()}>
            Sign out
          </button>
        </>
      ) : (
        <>
          <button type="button" onClick={() => signIn()}>
            Sign in
          </button>
          <button
            type="button"
            onClick={() =>
              signIn("credentials", {
                email: "ada@example.com",
                password: "lovelace-1815",
                callbackUrl: "/server",
              })
            }
          >
            Sign in as Ada
          </button>
          <button
            type="button"
            onClick={() => signIn("credentials", { email: "ada@example.com", password: "wrong" })}
          >
            Sign in wrongly
          </button>
          <button
            type="button"
            onClick={() =>
              signIn("credentials", { email: "grace@example.com", password: "hopper-1906" })
            }
          >
            Sign in as Grace
          </button>
        </>
      )}
    </main>
  );
}
