"use client";

import { useActionState } from "react";
import { createMagicLink, type LinkState } from "./actions";

export function Form() {
  const [state, action] = useActionState<LinkState, FormData>(createMagicLink, {});
  return (
    <form action={action}>
      <label>
        Username <input name="username" />
      </label>
      <button type="submit">Get a link</button>
      {state.error && <p role="alert">{state.error}</p>}
      {state.link && <a href={state.link}>Your magic link</a>}
    </form>
  );
}
