"use client";

import { useActionState } from "react";
import { changeAccount } from "@/app/actions/change-account";
import { UNTOUCHED_ACCOUNT } from "@/lib/accounts/account-state";
import type { StrategyName } from "@/lib/strategies";
import { Code } from "../ui/code";
import { Field } from "../ui/field";
import { SubmitButton } from "../ui/submit-button";
import { QrCode } from "./qr-code";
import { Shown } from "./shown";

/** Adds an authenticator app: first its secret, then one code that proves it. */
export function AuthenticatorApp({ strategy }: { readonly strategy: StrategyName }) {
  const [state, submit] = useActionState(changeAccount, UNTOUCHED_ACCOUNT);
  const { app } = state;
  return (
    <div className="grid gap-3">
      <Shown state={state} />
      <form action={submit} className="grid gap-3">
        <input type="hidden" name="strategy" value={strategy} />
        <input type="hidden" name="operation" value={app === null ? "addApp" : "confirmApp"} />
        {app !== null && (
          <>
            <QrCode text={app.uri} label="QR code for the authenticator app" />
            <p className="text-sm">
              Or type this secret into the app: <Code>{app.secret}</Code>
            </p>
            <Field
              label="Code of the app"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              maxLength={12}
            />
          </>
        )}
        <div>
          <SubmitButton kind="secondary" pending="One moment…">
            {app === null ? "Add an authenticator app" : "Confirm the app"}
          </SubmitButton>
        </div>
      </form>
    </div>
  );
}
