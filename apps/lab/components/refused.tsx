"use client";

import { secondsText } from "@/lib/words";
import { type Heard, useAnswers } from "./ui/use-answers";

/** How long it is asked for; milliseconds. */
const PATIENCE = 10_000;

interface Refusal {
  /** Milliseconds; `null` while the device has not been refused. */
  readonly after: number | null;
}

const isEnough = ({ after }: Refusal, asked: number) =>
  typeof after === "number" || asked > PATIENCE;

/** How soon a session that was revoked from here was refused, for as long as that may take. */
export function Refused({ session }: { readonly session: string }) {
  const heard = useAnswers(`/api/hybrid/refused/${encodeURIComponent(session)}`, isEnough);
  return (
    <p role="status" className="text-sm text-soft not-empty:mb-4">
      {heard && said(heard)}
    </p>
  );
}

function said({ answer: { after }, isLast }: Heard<Refusal>): string {
  if (typeof after === "number") {
    return `That device was refused ${secondsText(after)} after its end was written in the store.`;
  }
  return isLast
    ? "That device has not asked this server for anything since. It is refused when it does."
    : "Waiting until that device asks for something…";
}
