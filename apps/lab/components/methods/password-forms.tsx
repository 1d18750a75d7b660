import { SignInForm } from "signet-auth/react/sign-in";
import { Field } from "../ui/field";
import { PanelPart } from "../ui/panel";
import { MethodButton } from "./method-button";

interface Target {
  readonly basePath: string;
  readonly returnTo: string;
}

/** Signs in with a password, creates an account, and asks for a new password. */
export function PasswordForms(target: Target) {
  return (
    <>
      <PanelPart heading="Sign in" level={2}>
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
          <SharedDevice />
          <MethodButton kind="primary">Sign in with the password</MethodButton>
        </SignInForm>
      </PanelPart>
      <PanelPart heading="Create an account" level={2}>
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
      </PanelPart>
      <PanelPart heading="Forgot your password?" level={2}>
        <SignInForm method="password" operation="requestReset" {...target} className="grid gap-3">
          <Address />
          <MethodButton>Send me a link for a new one</MethodButton>
        </SignInForm>
      </PanelPart>
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

/** The cookie of the session then ends with the browser. */
function SharedDevice() {
  return (
    <label className="flex items-baseline gap-2 text-sm">
      <input type="checkbox" name="persistent" value="false" />
      This is a shared device: sign me out when the browser closes
    </label>
  );
}
