"use client";

import { useSession } from "signet-auth/react";
import type { auth } from "../../lib/auth";

declare global {
  /** The texts that `Shown` rendered in this document. */
  var renderedTexts: string[] | undefined;
}

/** Shows what `useSession` returns, and offers its functions. */
export function Shown() {
  const { status, session, signOut, update, refresh } = useSession<typeof auth>();
  const { name = "nobody", color = "no color" } = session?.data ?? {};
  const end = status === "active" ? session.expiresAt.getFullYear() > 2_000 : null;
  const text = `${status}: ${name}, ${color}, ${end === true ? "has an end" : "no end"}`;
  if (typeof window !== "undefined") {
    globalThis.renderedTexts ??= [];
    globalThis.renderedTexts.push(text);
  }
  return (
    <section>
      <p id="shown">{text}</p>
      <button type="button" onClick={() => signOut().catch(() => {})}>
        Leave
      </button>
      <button type="button" onClick={() => signOut({ returnTo: "/react/value" })}>
        Leave for the start
      </button>
      <button type="button" onClick={() => update({ color: "blue" })}>
        Paint
      </button>
      <button type="button" onClick={refresh}>
        Refresh
      </button>
    </section>
  );
}
