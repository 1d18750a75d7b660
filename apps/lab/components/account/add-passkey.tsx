"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { AddPasskeyButton, type PasskeyOutcome } from "signet-auth/react/sign-in";
import { refusalText } from "@/lib/accounts/outcome-text";
import { buttonClass } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";

/** Adds a passkey of this device under a name. */
export function AddPasskey({ basePath }: { readonly basePath: string }) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [outcome, setOutcome] = useState<PasskeyOutcome | null>(null);
  return (
    <div className="grid gap-3">
      {outcome?.status === "refused" && (
        <Notice tone="alarm" role="alert">
          {refusalText(outcome.error, outcome.retryAfter)}
        </Notice>
      )}
      {outcome?.status === "done" && <Notice role="status">The passkey is added.</Notice>}
      <Field
        label="Name of the passkey"
        name="passkey-name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={64}
        hint="Such as “This computer”."
      />
      <div>
        <AddPasskeyButton
          basePath={basePath}
          {...(name.trim() !== "" && { name: name.trim() })}
          onOutcome={(result) => {
            setOutcome(result);
            if (result.status === "done") router.refresh();
          }}
          className={buttonClass("secondary")}
        >
          Add a passkey
        </AddPasskeyButton>
      </div>
    </div>
  );
}
