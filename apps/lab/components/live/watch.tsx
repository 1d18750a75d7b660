"use client";

import type { ReactNode } from "react";
import { useLive } from "./use-live";

const DECIDERS = {
  view: "looks four times a second at its own list of sessions that ended, and does not ask the store",
  store: "asks the store every two seconds",
  token: "can go by the token alone for now, because the store does not answer",
};

/** Says whether the session of this page is still live, as the server finds it. */
export function Watch({ session }: { readonly session: string }) {
  const { watched } = useLive(session);
  return (
    <p role="status" className="text-sm text-soft">
      {watched === null && <Word>Yes, when this page was made.</Word>}
      {watched?.status === "active" && (
        <>
          <Word>Yes.</Word> The server {DECIDERS[watched.decidedBy]}. One open connection tells this
          page when the answer changes.
        </>
      )}
      {watched?.status === "unavailable" && (
        <>
          <strong className="text-base font-semibold text-ink">Nobody can tell</strong> while the
          store does not answer. The cookie stays, and the server tries again.
        </>
      )}
    </p>
  );
}

function Word({ children }: { readonly children: ReactNode }) {
  return <strong className="text-base font-semibold text-accent">{children}</strong>;
}
