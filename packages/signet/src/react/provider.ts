"use client";

import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  use,
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
  /** The state of the first render. */
  readonly first: Known | Promise<Known>;
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
export function SessionProvider({
  session,
  basePath = "/api/auth",
  renderedAt,
  children,
}: SessionProviderProps): ReactElement {
  const isHydration = useSyncExternalStore(never, no, yes);
  // One store for each provider and never for a module, because a server renders for many users.
  const [provided] = useState((): Provided => {
    const first = stateOf(session);
    const given = first instanceof Promise ? null : first;
    const store = createSessionStore(browser, basePath, given, renderedAt, isHydration);
    return { store, first };
  });
  const { store } = provided;

  // A layout effect, so that the browser paints the new state together with the new page.
  useLayoutEffect(() => {
    const given = stateOf(session);
    if (!(given instanceof Promise)) return store.offer(given, renderedAt);
    let isLast = true;
    given.then(
      (known) => {
        if (isLast) store.offer(known, renderedAt);
      },
      () => {},
    );
    return () => {
      isLast = false;
    };
  }, [store, session, renderedAt]);
  useLayoutEffect(() => store.start(), [store]);

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
  if (!provided) {
    throw new SignetError("invalid-config", "useSession() needs <SessionProvider> around it.");
  }
  const { store, first } = provided;
  if (first instanceof Promise) store.begin(use(first));
  return useSyncExternalStore(store.subscribe, store.current, store.initial);
}

/** The states of promises. React suspends by the identity of a promise, also in a repeated render. */
const states = new WeakMap<object, Promise<Known>>();

/** Returns the state of a session. An outage is a state, and no error page. */
function stateOf(session: SessionProviderProps["session"]): Known | Promise<Known> {
  if (!isPromise(session)) return knownOf(session);
  let state = states.get(session);
  if (!state) {
    // Promise.resolve, because the `then` of a promise from React's server data returns nothing.
    state = Promise.resolve(session).then(knownOf, (error: unknown) => {
      if (isStoreUnavailable(error)) return UNAVAILABLE;
      throw error;
    });
    states.set(session, state);
  }
  return state;
}

/** Checks for `then`, because a promise can be of another realm. */
function isPromise(session: SessionProviderProps["session"]): session is Promise<Given> {
  return Object(session).then;
}

const never = () => () => {};
const yes = () => true;
const no = () => false;
