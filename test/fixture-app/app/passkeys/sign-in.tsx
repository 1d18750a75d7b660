"use client";

import { useState } from "react";
import {
  PasskeyAutofill,
  PasskeyButton,
  type PasskeyOutcome,
  usePasskey,
} from "signet-auth/react/sign-in";

const TARGET = { basePath: "/api/passkeys", returnTo: "/passkeys/account" };

export function SignIn() {
  const [shown, setShown] = useState("nothing yet");
  const [hasAutofill, setHasAutofill] = useState(true);
  const { signUp } = usePasskey(TARGET);
  const show = (outcome: PasskeyOutcome) =>
    setShown(outcome.status === "refused" ? outcome.error : outcome.status);
  return (
    <div>
      <p id="outcome">{shown}</p>
      <input aria-label="User name" autoComplete="username webauthn" />
      {hasAutofill && <PasskeyAutofill {...TARGET} onOutcome={show} />}
      <button type="button" onClick={() => setHasAutofill(false)}>
        No autofill
      </button>
      <PasskeyButton {...TARGET} onOutcome={show}>
        Sign in
      </PasskeyButton>
      <form action={async (form) => show(await signUp({ name: String(form.get("name")) }))}>
        <input name="name" aria-label="Name" />
        <button type="submit">Sign up</button>
      </form>
    </div>
  );
}
