"use client";

import { useActionState } from "react";
import { signIn } from "../actions";

export function SignInForm() {
  const [state, action, isPending] = useActionState(signIn, { error: "", name: "" });
  return (
    <form action={action}>
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
