"use client";

import { useEffect, useState } from "react";
import { secondsText } from "@/lib/words";

/** Milliseconds between two questions, and until they end. */
const [EVERY, PATIENCE] = [250, 10_000];

type Heard = "asking" | "nobody-asked" | { readonly after: number };

/** How soon a session that was revoked from here was refused, for as long as that may take. */
export function Refused({ session }: { readonly session: string }) {
  const [heard, setHeard] = useState<Heard | null>(null);
  const isOver = heard !== null && heard !== "asking";

  useEffect(() => {
    if (isOver) return;
    const began = performance.now();
    const end = new AbortController();
    const ask = async () => {
      const response = await fetch(`/api/hybrid/refused/${encodeURIComponent(session)}`, {
        signal: end.signal,
      });
      const { after }: { after: number | null } = await response.json();
      if (typeof after === "number") setHeard({ after });
      else setHeard(performance.now() - began > PATIENCE ? "nobody-asked" : "asking");
    };
    // A server that is gone for a moment is asked again.
    const timer = setInterval(() => ask().catch(() => {}), EVERY);
    return () => {
      clearInterval(timer);
      end.abort();
    };
  }, [session, isOver]);

  return (
    <p role="status" className="text-sm text-soft not-empty:mb-4">
      {said(heard)}
    </p>
  );
}

function said(heard: Heard | null): string | null {
  switch (heard) {
    case null:
      return null;
    case "asking":
      return "Waiting until that device asks for something…";
    case "nobody-asked":
      return "That device has not asked this server for anything since. It is refused when it does.";
    default:
      return `That device was refused ${secondsText(heard.after)} after its end was written in the store.`;
  }
}
