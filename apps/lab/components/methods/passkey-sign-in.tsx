"use client";

import { useState } from "react";
import { PasskeyButton, type PasskeyOutcome } from "signet-auth/react/sign-in";
import { refusalText } from "@/lib/accounts/outcome-text";
import { buttonClass } from "../ui/button";
import { Notice } from "../ui/notice";

/** Signs in with a passkey. The browser shows the passkeys of the Lab. */
export function PasskeySignIn(props: { readonly basePath: string; readonly returnTo: string }) {
  const [outcome, setOutcome] = useState<PasskeyOutcome | null>(null);
  return (
    <div className="grid gap-2">
      {outcome?.status === "refused" && (
        <Notice tone="alarm" role="alert">
          {refusalText(outcome.error, outcome.retryAfter)}
        </Notice>
      )}
      <PasskeyButton
        basePath={props.basePath}
        returnTo={props.returnTo}
        onOutcome={setOutcome}
        className={`${buttonClass("secondary")} w-full`}
      >
        Use a passkey
      </PasskeyButton>
    </div>
  );
}
