"use client";

import { useActionState, useEffect, useId, useRef } from "react";
import { signIn } from "@/app/actions/sign-in";
import type { SignInState } from "@/lib/form-states";
import type { StrategyName } from "@/lib/strategies";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { SubmitButton } from "../ui/submit-button";

const untouched: SignInState = { error: null, isWrong: false, username: "" };

export function SignInForm(props: { readonly strategy: StrategyName; readonly returnTo: string }) {
  const [state, submit] = useActionState(signIn, untouched);
  const alertId = useId();
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The form keeps the user name, so only the password is typed again.
    if (state.isWrong) password.current?.focus();
  }, [state]);
  const fault = state.isWrong ? { "aria-invalid": true, "aria-describedby": alertId } : {};
  return (
    <form action={submit} className="grid gap-4">
      <input type="hidden" name="strategy" value={props.strategy} />
      <input type="hidden" name="returnTo" value={props.returnTo} />
      {state.error && (
        <Notice tone="alarm" role="alert" id={alertId}>
          {state.error}
        </Notice>
      )}
      <Field
        label="User name"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={64}
        defaultValue={state.username}
        {...fault}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={256}
        ref={password}
        {...fault}
      />
      <SubmitButton pending="Signing in…">Sign in</SubmitButton>
    </form>
  );
}
