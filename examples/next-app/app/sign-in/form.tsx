"use client";

import { useActionState } from "react";
import { type SignInState, signIn } from "../actions";

const FIRST_STATE: SignInState = { error: "", name: "", isRemembered: true };

export function SignInForm() {
  const [state, action, isPending] = useActionState(signIn, FIRST_STATE);
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
      <label className="choice">
        <input name="remember" type="checkbox" defaultChecked={state.isRemembered} />
        Keep me signed in
      </label>
      <p role="alert">{state.error}</p>
      <button type="submit" disabled={isPending}>
        Sign in
      </button>
    </form>
  );
}
