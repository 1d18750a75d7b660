"use client";

import { useEffect, useState } from "react";
import { formatSeconds } from "@/lib/format";
import { useLiveSession } from "./use-live-session";

/** Milliseconds until the text says that no request has come from the other device. */
const WAIT_LIMIT = 10_000;

/** Shows how soon the server refused a session that this page revoked. */
export function RefusalDelay(props: {
  /** The session of this browser. */
  readonly session: string;
  /** The revoked session. */
  readonly revoked: string;
}) {
  const after = useLiveSession(props.session).refusals[props.revoked];
  const [waiting, setWaiting] = useState<string | null>(null);
  useEffect(() => {
    setWaiting("Waiting for a request from that device…");
    const timer = setTimeout(() => {
      setWaiting(
        "That device has sent no request to this server since then. The server will refuse its next request.",
      );
    }, WAIT_LIMIT);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p role="status" className="text-sm text-soft not-empty:mb-4">
      {after === undefined
        ? waiting
        : `That device was refused ${formatSeconds(after)} after the store recorded the end of its session.`}
    </p>
  );
}
