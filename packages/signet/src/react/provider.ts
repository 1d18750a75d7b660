"use client";

import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  use,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from "react";
import { isStoreUnavailable, SignetError } from "../errors.ts";
import { browser } from "./browser.ts";
import { type Known, knownOf, UNAVAILABLE } from "./known.ts";
import { createSessionStore, type SessionStore, type View } from "./store.ts";
import type { AuthTypes, Given, Untyped, UseSession } from "./types.ts";

/** The properties of `SessionProvider`. */
export interface SessionProviderProps {
  /**
   * The session from the server, so that the HTML of the server shows it: the session, `null`, a
   * reading, or a promise of one of these, such as `auth.read()`. With a promise, `useSession` suspends
   * until it resolves. Without `session` the status is `loading` until the browser has read the
   * session.
   */
  readonly session?: Given | Promise<Given>;
  /** The path of the session endpoints. Default `"/api/auth"`. Later changes have no effect. */
  readonly basePath?: string | undefined;
  /** The time of the render by the clock of the server; milliseconds. A Server Component sets it. */
  readonly renderedAt?: number | undefined;
  readonly children?: ReactNode;
}

interface Provided {
  readonly store: SessionStore;
  /** The state of the first render, when it came as a promise. */
  readonly first: Promise<Known> | null;
  /** Whether the first render was the hydration of the server's HTML. */
  readonly isFresh: boolean;
}

const Context = createContext<Provided | null>(null);

/**
 * Gives the session to the Client Components inside. Use it once, in the root layout or in `_app`.
 *
 * The provider takes each session that the server renders later, for example after a Server Action that
 * signs the user in. It reads the session from the endpoints again when the user comes back to the
 * page, when the network comes back, after the end of the session, and when another tab has changed it.
 *
 * @example
 * ```ts
 * import { createElement, type ReactNode } from "react";
 * import { createAuth, jwt } from "signet-auth/next";
 * import { SessionProvider } from "signet-auth/react";
 * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
 *
 * export function Providers({ children }: { children: ReactNode }) {
 *   return createElement(SessionProvider, { session: auth.read() }, children);
 * }
 * ```
 */
export function SessionProvider(props: SessionProviderProps): ReactElement {
  const { session, basePath = "/api/auth", renderedAt, children } = props;
  const isHydration = useSyncExternalStore(never, no, yes);
  // One store for each provider and never for a module, because a server renders for many users.
  const [provided] = useState(() => provide(props, basePath, isHydration));
  const { store, isFresh } = provided;

  // A layout effect, so that the browser paints the new state together with the new page.
  useLayoutEffect(() => {
    if (!isPromise(session)) return store.offer(knownOf(session), renderedAt);
    let isLast = true;
    knownLater(session).then(
      (known) => {
        if (isLast) store.offer(known, renderedAt);
      },
      () => {
        if (isLast) store.current().refresh();
      },
    );
    return () => {
      isLast = false;
    };
  }, [store, session, renderedAt]);
  useEffect(() => store.start(isFresh), [store, isFresh]);

  return createElement(Context, { value: provided }, children);
}

/**
 * Returns the session, its status and functions that change it. Call it in a Client Component inside of
 * `SessionProvider`. The component renders again at each change.
 *
 * The type parameter is the type of the server's `auth`. A type import brings no code of the server into
 * the browser.
 *
 * @throws {SignetError} `invalid-config` outside of a `SessionProvider`.
 *
 * @example
 * ```ts
 * import { createAuth, jwt } from "signet-auth/next";
 * import { useSession } from "signet-auth/react";
 * const auth = createAuth({ strategy: jwt(), secret: process.env.AUTH_SECRET });
 * // In an app: import type { auth } from "../auth";
 * export function Greeting() {
 *   const { status, session } = useSession<typeof auth>();
 *   return status === "active" ? `Hello ${session.userId}` : "Hello";
 * }
 * ```
 */
export function useSession<Auth extends AuthTypes = Untyped>(): UseSession<Auth>;
export function useSession(): View {
  const provided = use(Context);
  if (provided === null) {
    throw new SignetError(
      "invalid-config",
      "useSession() found no session. Put <SessionProvider> of signet-auth/react around the page, for example in app/layout.tsx.",
    );
  }
  const { store, first } = provided;
  if (first !== null) store.begin(use(first));
  return useSyncExternalStore(store.subscribe, store.current, store.initial);
}

function provide(
  { session, renderedAt }: SessionProviderProps,
  basePath: string,
  isFresh: boolean,
): Provided {
  const first = isPromise(session) ? knownLater(session) : null;
  const known = isPromise(session) ? null : knownOf(session);
  return { store: createSessionStore(browser, basePath, known, renderedAt), first, isFresh };
}

function isPromise(session: SessionProviderProps["session"]): session is Promise<Given> {
  return typeof session === "object" && session !== null && "then" in session;
}

/** The states of promises. React suspends by the identity of a promise, also in a repeated render. */
const states = new WeakMap<Promise<Given>, Promise<Known>>();

/** Returns the state of a promised session. An outage is a state, and no error page. */
function knownLater(session: Promise<Given>): Promise<Known> {
  let later = states.get(session);
  if (later === undefined) {
    // The promises of React's server data have a `then` that returns nothing.
    later = Promise.resolve(session).then(knownOf, (error: unknown) => {
      if (isStoreUnavailable(error)) return UNAVAILABLE;
      throw error;
    });
    states.set(session, later);
  }
  return later;
}

const never = () => () => {};
const yes = () => true;
const no = () => false;
