import { SignInForm } from "signet-auth/react/sign-in";
import { Field } from "../ui/field";
import { PanelPart } from "../ui/panel";
import { MethodButton } from "./method-button";
import { PasskeySignIn } from "./passkey-sign-in";

/** Asks for the second factor. There is no session before it. */
export function SecondFactor(props: {
  readonly methods: readonly string[];
  readonly basePath: string;
  readonly returnTo: string;
}) {
  const { methods, ...target } = props;
  return (
    <>
      {methods.includes("totp") && (
        <PanelPart heading="The code of your authenticator app" level={2}>
          <SignInForm method="totp" {...target} className="grid gap-3">
            <Field
              label="Code of the app"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              maxLength={12}
            />
            <MethodButton kind="primary">Go on</MethodButton>
          </SignInForm>
        </PanelPart>
      )}
      {methods.includes("passkey") && (
        <PanelPart heading="Or a passkey" level={2}>
          <PasskeySignIn {...target} />
        </PanelPart>
      )}
      {methods.includes("recovery") && (
        <PanelPart heading="Or a recovery code" level={2}>
          <SignInForm method="recovery" {...target} className="grid gap-3">
            <Field label="Recovery code" name="code" autoComplete="off" required maxLength={64} />
            <MethodButton>Use the recovery code</MethodButton>
          </SignInForm>
        </PanelPart>
      )}
    </>
  );
}
