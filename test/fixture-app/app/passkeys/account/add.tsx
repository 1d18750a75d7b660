"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { AddPasskeyButton } from "signet-auth/react/sign-in";

export function Add() {
  const router = useRouter();
  const [name, setName] = useState("");
  const [shown, setShown] = useState("nothing yet");
  return (
    <div>
      <p id="outcome">{shown}</p>
      <input
        aria-label="Name of the passkey"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <AddPasskeyButton
        basePath="/api/passkeys"
        name={name}
        onOutcome={(outcome) => {
          setShown(outcome.status === "refused" ? outcome.error : outcome.status);
          router.refresh();
        }}
      >
        Add a passkey
      </AddPasskeyButton>
    </div>
  );
}
