"use client";
import {
  createElement,
  type ReactElement,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import type { Session } from "../session-types.ts";
import { SessionContext } from "./context.ts";
import { addresses } from "./environment.ts";
import { dropReads, refresh, refreshAfterChange } from "./refresh.ts";
import {
  addProvider,
  isNewerThanPages,
  knownSession,
  learnAndAnnounce,
  subscribe,
} from "./store.ts";
import { lastAnnouncement } from "./tabs.ts";
import type { SessionContextValue, SessionProviderProps } from "./types.ts";
import { update } from "./update.ts";
import { watchInterval, watchTabs, watchVisibility } from "./watch.ts";

/** What a provider keeps beside the session of its tab. */
interface Own {
  /** The last session that a page handed in, as JSON. */
  page: string | undefined;
  /** The session while effects do not run: before the first one, and while React hides the provider. */
  session: Session | null | undefined;
  /** The last message of other tabs, when effects stopped. */
  message: string | null | undefined;
}

/**
 * Gives the session to all components inside. With `session` from the server, the first render has it,
 * and a page that the server renders again, for example after a Server Action, brings its new session.
 * Without `session`, the provider reads it once.
 *
 * @example
 * ```ts
 * import { createElement, type ReactNode } from "react";
 * import type { Session } from "signet-auth/next-auth";
 * import { SessionProvider } from "signet-auth/next-auth/react";
 *
 * export function Providers(props: { session: Session | null; children: ReactNode }) {
 *   return createElement(SessionProvider, props);
 * }
 * ```
 */
export function SessionProvider(props: SessionProviderProps): ReactElement {
  const { session: handed, basePath, refetchInterval, refetchOnWindowFocus = true } = props;
  const whenOffline = props.refetchWhenOffline !== false;
  if (basePath) addresses.basePath = basePath;

  // Each provider has its own first session, so that the HTML of a server is that of the browser.
  const [first] = useState(handed);
  const [own] = useState<Own>(() => ({
    page: JSON.stringify(handed),
    session: handed,
    message: undefined,
  }));
  const stored = useSyncExternalStore(
    subscribe,
    () => (knownSession() === undefined ? own.session : knownSession()),
    () => first,
  );

  // A session that the server rendered counts at once, before any effect of a child runs.
  const text = JSON.stringify(handed);
  const isNew = handed !== undefined && text !== own.page;
  const isGood = isNew && handed !== null && !isNewerThanPages();
  const session = isGood ? handed : stored;

  useLayoutEffect(() => {
    if (!isNew) return;
    own.page = text;
    if (isGood) takeOver(handed);
    // A page may say "no session" because it is static, or because it is older than a sign-in.
    else if (handed !== knownSession()) void refreshAfterChange();
  });

  useEffect(() => {
    const remove = addProvider(own.session);
    const end = watchTabs();
    const hasMissed = own.message !== undefined && own.message !== lastAnnouncement();
    if (hasMissed || knownSession() === undefined) void refresh(hasMissed);
    return () => {
      own.session = knownSession();
      own.message = lastAnnouncement();
      remove();
      end();
    };
  }, [own]);
  useEffect(() => (refetchOnWindowFocus ? watchVisibility() : undefined), [refetchOnWindowFocus]);
  useEffect(
    () => (refetchInterval ? watchInterval(refetchInterval, whenOffline) : undefined),
    [refetchInterval, whenOffline],
  );

  const value = useMemo(() => contextValue(session), [session]);
  return createElement(SessionContext.Provider, { value }, props.children);
}

/** Takes over a session of a page. Reads that began before may be older than the page. */
function takeOver(session: Session): void {
  dropReads();
  learnAndAnnounce(session, "page");
}

// The first signature is the type of next-auth 4. The second one is what both libraries return: while
// the status is `loading`, `data` is undefined.
function contextValue(session: Session | null | undefined): SessionContextValue;
function contextValue(session: Session | null | undefined): {
  data: Session | null | undefined;
  status: "authenticated" | "unauthenticated" | "loading";
  update: typeof update;
} {
  if (session === undefined) return { data: undefined, status: "loading", update };
  return { data: session, status: session ? "authenticated" : "unauthenticated", update };
}
