"use client";

import { isStoreUnavailable } from "signet-auth/react";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const isOutage = isStoreUnavailable(error);
  return (
    <main>
      <h1>{isOutage ? "We will be back in a moment" : "Something went wrong"}</h1>
      <p>{isOutage ? "The outage did not sign you out." : "The error was logged on the server."}</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </main>
  );
}
