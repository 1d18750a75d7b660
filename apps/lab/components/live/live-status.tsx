"use client";

import type { ReactNode } from "react";
import { useLiveSession } from "./use-live-session";

const CHECKS = {
  view: "checks its own list of ended sessions four times a second and does not read the store",
  store: "reads the store every two seconds",
  token: "uses only the token for now, because the store does not answer",
};

/** Shows whether the session of this page is still live. */
export function LiveStatus({ session }: { readonly session: string }) {
  const { status } = useLiveSession(session);
  return (
    <p role="status" className="text-sm text-soft">
      {status === null && <Strong>Yes, when this page was made.</Strong>}
      {status?.status === "active" && (
        <>
          <Strong>Yes.</Strong> The server {CHECKS[status.decidedBy]}. It sends each change to this
          page over one open connection.
        </>
      )}
      {status?.status === "unavailable" && (
        <>
          <strong className="text-base font-semibold text-ink">Unknown:</strong> the store does not
          answer. The browser keeps the cookie, and the server tries again.
        </>
      )}
    </p>
  );
}

function Strong({ children }: { readonly children: ReactNode }) {
  return <strong className="text-base font-semibold text-accent">{children}</strong>;
}
