import { SignInForm } from "signet-auth/react/sign-in";
import { Field } from "../ui/field";
import { MethodButton } from "./method-button";

/** Asks for the code of the mail, in the browser that asked for the mail. */
export function CodeStep(props: { readonly basePath: string; readonly returnTo: string }) {
  return (
    <SignInForm method="email" operation="code" {...props} className="grid gap-3">
      <Field
        label="Code of the mail"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={12}
        hint="Six digits. Or open the link of the mail in this browser."
      />
      <MethodButton kind="primary">Sign in with the code</MethodButton>
    </SignInForm>
  );
}
