"use client";

import { useActionState } from "react";
import { signIn } from "@/app/actions/sign-in";
import type { SignInState } from "@/lib/form-states";
import type { StrategyName } from "@/lib/strategies";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { SubmitButton } from "../ui/submit-button";

const untouched: SignInState = { error: null, username: "" };

export function SignInForm(props: { readonly strategy: StrategyName; readonly returnTo: string }) {
  const [state, submit] = useActionState(signIn, untouched);
  return (
    <form action={submit} className="grid gap-4">
      <input type="hidden" name="strategy" value={props.strategy} />
      <input type="hidden" name="returnTo" value={props.returnTo} />
      {state.error && (
        <Notice tone="alarm" role="alert">
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
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={256}
      />
      <SubmitButton pending="Signing in…">Sign in</SubmitButton>
    </form>
  );
}
