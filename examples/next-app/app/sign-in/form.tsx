"use client";

import { use, useActionState } from "react";
import { signIn } from "../actions";

type Search = Promise<{ returnTo?: string | string[] }>;

export function SignInForm({ searchParams }: { searchParams: Search }) {
  const { returnTo } = use(searchParams); // the page that asked for a session
  const [state, action, isPending] = useActionState(signIn, { error: "", name: "" });
  return (
    <form action={action}>
      <input type="hidden" name="returnTo" value={returnTo} />
      <label>
        Name
        <input name="name" defaultValue={state.name} autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <p role="alert">{state.error}</p>
      <button type="submit" disabled={isPending}>
        Sign in
      </button>
    </form>
  );
}
