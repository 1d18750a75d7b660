"use client";

import type { FormEvent } from "react";
import { useSession } from "./use-session";

export function Form() {
  const { session, login, increment, logout } = useSession();
  if (!session) return <p>Loading…</p>;
  if (session.isLoggedIn) {
    return (
      <>
        <p>
          Logged in user: {session.username}, counter: {session.counter}
        </p>
        <button type="button" onClick={() => increment()}>
          Increment
        </button>
        <button type="button" onClick={() => logout()}>
          Log out
        </button>
      </>
    );
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    login(String(new FormData(event.currentTarget).get("username")));
  }
  return (
    <form onSubmit={submit}>
      <label>
        Username <input name="username" required />
      </label>
      <button type="submit">Log in</button>
    </form>
  );
}
