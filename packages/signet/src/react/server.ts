import { createElement, type ReactElement } from "react";
import { isStoreUnavailable, SignetError } from "../errors.ts";
import { SessionProvider as ClientProvider, type SessionProviderProps } from "./provider.ts";
import type { Given } from "./types.ts";

/**
 * The `SessionProvider` of Server Components. It adds the time of the render, so that the browser does
 * not take an older render for a newer one. It passes no cause of an outage to the browser.
 */
export function SessionProvider(props: SessionProviderProps): ReactElement {
  const { session } = props;
  const given =
    typeof session === "object" && session !== null && "then" in session
      ? session.then(withoutCause, outage)
      : withoutCause(session);
  // Date.now() would make Next render the layout for each request.
  const renderedAt = performance.timeOrigin + performance.now();
  return createElement(ClientProvider, { ...props, session: given, renderedAt });
}

function withoutCause(session: Given): Given {
  return session && "status" in session && !session.session ? { status: session.status } : session;
}

function outage(error: unknown): Given {
  if (isStoreUnavailable(error)) return { status: "unavailable" };
  throw error;
}

/** Throws an error that names the alternative, because a Server Component has no hooks. */
export function useSession(): never {
  throw new SignetError(
    "invalid-config",
    'useSession() works only in a Client Component. Write "use client" in the first line of the file, or call await auth() in the Server Component.',
  );
}
