"use client";

import { signIn, signOut, useSession } from "next-auth/react";

export function SessionButtons() {
  const { data: session, status, update } = useSession();
  if (status === "loading") return <p>Loading…</p>;
  if (!session) {
    return (
      <>
        <p>Not signed in ({status})</p>
        <button type="button" onClick={() => signIn()}>
          Sign in
        </button>
      </>
    );
  }
  return (
    <>
      <p>
        Signed in as {session.user.name}, {session.user.email}, {session.user.role} ({status})
      </p>
      <button type="button" onClick={() => update({ name: "Countess Lovelace" })}>
        Rename
      </button>
      <button type="button" onClick={() => update()}>
        Read again
      </button>
      <button type="button" onClick={() => signOut({ callbackUrl: "/client?bye" })}>
        Sign out
      </button>
      <button type="button" onClick={() => signOut({ redirect: false })}>
        Sign out here
      </button>
    </>
  );
}
