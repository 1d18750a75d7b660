import type { ReactNode } from "react";
import { SignInForm } from "signet-auth/react/sign-in";
import { Field } from "../ui/field";
import { MethodButton } from "./method-button";

interface Target {
  readonly basePath: string;
  readonly returnTo: string;
}

/** Signs in with a password, creates an account, and asks for a new password. */
export function PasswordForms(target: Target) {
  return (
    <>
      <SignInForm method="password" {...target} className="grid gap-3">
        <Address />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
        />
        <MethodButton>Sign in with the password</MethodButton>
      </SignInForm>
      <More summary="Create an account">
        <SignInForm method="password" operation="signUp" {...target} className="grid gap-3">
          <Field label="Name" name="name" autoComplete="name" maxLength={64} />
          <Address />
          <Field
            label="New password"
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={15}
            maxLength={128}
            hint="15 to 128 characters. Common passwords are refused."
          />
          <MethodButton>Create the account</MethodButton>
        </SignInForm>
      </More>
      <More summary="Forgot your password?">
        <SignInForm method="password" operation="requestReset" {...target} className="grid gap-3">
          <Address />
          <MethodButton>Send me a link for a new one</MethodButton>
        </SignInForm>
      </More>
    </>
  );
}

function Address() {
  return (
    <Field
      label="E-mail address"
      name="email"
      type="email"
      autoComplete="username"
      required
      maxLength={254}
    />
  );
}

function More(props: { readonly summary: string; readonly children: ReactNode }) {
  return (
    <details className="rounded-lg bg-well px-4 py-2">
      <summary className="min-h-11 cursor-pointer content-center text-sm font-semibold">
        {props.summary}
      </summary>
      <div className="pt-1 pb-3">{props.children}</div>
    </details>
  );
}
