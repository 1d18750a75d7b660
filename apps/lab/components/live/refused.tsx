"use client";

import { useEffect, useState } from "react";
import { secondsText } from "@/lib/words";
import { useLive } from "./use-live";

/** After this nobody waits for the other device any more; milliseconds. */
const PATIENCE = 10_000;

/** How soon a session that was revoked from here was refused. */
export function Refused(props: {
  /** The session that looks. */
  readonly session: string;
  /** The one that was revoked. */
  readonly revoked: string;
}) {
  const after = useLive(props.session).refused[props.revoked];
  const [waiting, setWaiting] = useState<string | null>(null);
  useEffect(() => {
    setWaiting("Waiting until that device asks for something…");
    const timer = setTimeout(() => {
      setWaiting(
        "That device has asked this server for nothing since. It is refused when it does.",
      );
    }, PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p role="status" className="text-sm text-soft not-empty:mb-4">
      {after === undefined
        ? waiting
        : `That device was refused ${secondsText(after)} after its end was written in the store.`}
    </p>
  );
}
