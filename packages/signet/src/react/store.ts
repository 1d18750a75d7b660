import { returnPath } from "../http/return-path.ts";
import type { Call, Environment, Tabs } from "./environment.ts";
import { isSame, type Known, LOADING, revisionOf } from "./known.ts";
import { decide } from "./newer.ts";
import { request } from "./request.ts";
import type { ClientSession, SessionActions, SignOutOptions } from "./types.ts";

/** The state and the functions that `useSession` returns. A new object for each new view. */
export type View = Known & SessionActions<unknown, unknown>;

/** The session of one provider. There is no session outside of a provider. */
export interface SessionStore {
  /** Calls `listener` after each change. Returns a function that ends this. */
  subscribe(listener: () => void): () => void;
  current(): View;
  /** The state of the server's HTML, which the first render in the browser must show as well. */
  initial(): View;
  /** Sets the state of the server's HTML when it comes as a promise. Later calls have no effect. */
  begin(known: Known): void;
  /**
   * Takes the state that came with a later render of the server, if it is newer.
   *
   * @param renderedAt the time of the render by the clock of the server; milliseconds.
   */
  offer(known: Known, renderedAt?: number): void;
  /** Watches the browser and the other tabs. Returns a function that ends this. */
  start(): () => void;
}

/** The least time between two reads because the user came back; milliseconds. */
const MIN_INTERVAL = 5_000;
/** The wait after a failed read. It doubles with each failure, up to {@link MAX_STEP}. Milliseconds. */
const FIRST_RETRY = 5_000;
/** The longest timer, so that a laptop that slept soon notices the end of a session. Milliseconds. */
const MAX_STEP = 60_000;
/** The wait after the end of a session, so that the server agrees; milliseconds. */
const AFTER_END = 1_000;
/** The longest wait for the answer to a read; milliseconds. */
const TIMEOUT = 20_000;

/**
 * Creates the session of a provider.
 *
 * @param basePath the path of the session endpoints.
 * @param given the state from the server; `null` when it comes as a promise.
 * @param givenAt the time of the render by the clock of the server; milliseconds.
 * @param isFresh whether the state came with the document. A state that came later may be from a cache
 *   of Next's router, so it is read again.
 */
export function createSessionStore(
  environment: Environment,
  basePath: string,
  given: Known | null,
  givenAt = 0,
  isFresh = false,
): SessionStore {
  const { now, after, isHidden, onWake, openTabs, request: send, load } = environment;
  const actions: SessionActions<unknown, unknown> = { update, signOut, refresh: () => read() };
  const viewOf = (known: Known): View => ({ ...known, ...actions });
  let view = viewOf(given ?? LOADING);
  let first = given ? view : null;
  let isCurrent = isFresh;
  const listeners = new Set<() => void>();

  /** The state of the last render, and the time of the last render. */
  let rendered: Known = view;
  let renderedLast = givenAt;
  const ended = new Set<string | undefined>();

  let tabs: Tabs | undefined;
  /** The revision that this tab posted last. */
  let posted: number | undefined;
  /** The revision that another tab posted, and that no read has confirmed. */
  let announced: number | undefined;

  let flight: AbortController | undefined;
  let reading = Promise.resolve();
  let writing = Promise.resolve();
  let writes = 0;
  let lastRead = 0;
  let retry = FIRST_RETRY / 2;
  let due = Number.POSITIVE_INFINITY;
  let cancelTimer = () => {};

  function set(next: Known, isQuiet = false): void {
    ended.add(view.session?.id);
    ended.delete(next.session?.id);
    if (!isSame(next, view)) {
      view = viewOf(next);
      for (const listener of listeners) listener();
    }
    const revision = revisionOf(view);
    if (tabs && revision !== null) {
      if (revision === announced) announced = undefined;
      if (revision !== posted && !isQuiet) tabs.postMessage(revision);
      posted = revision;
    }
    const isOutage = view.status === "unavailable";
    retry = isOutage ? Math.min(retry * 2, MAX_STEP) : FIRST_RETRY / 2;
    const end = Number(view.session?.expiresAt ?? Number.POSITIVE_INFINITY) + AFTER_END;
    // A session can be live although it is over by the clock of the browser.
    due = isOutage ? now() + retry : end > now() ? end : now() + MAX_STEP;
    schedule();
  }

  function schedule(): void {
    cancelTimer();
    if (!tabs || due === Number.POSITIVE_INFINITY) return;
    cancelTimer = after(Math.min(due - now(), MAX_STEP), () => {
      if (now() < due) schedule();
      else readIfVisible();
    });
  }

  /** Reads the session unless a request is in flight. A hidden page reads when the user comes back. */
  function readIfVisible(): void {
    if (!flight && writes === 0 && !isHidden()) read(announced !== undefined);
  }

  function wake(isReconnect: boolean): void {
    const isDue = now() >= Math.min(due, lastRead + MIN_INTERVAL);
    if (isDue || isReconnect || announced !== undefined) readIfVisible();
  }

  function receive(revision: number): void {
    announced = revision === revisionOf(view) ? undefined : revision;
    if (announced !== undefined) readIfVisible();
  }

  /**
   * Reads the session, after the writes. It gives up a read in flight, whose answer may be older.
   *
   * @param isQuiet whether the other tabs know of the change already.
   */
  function read(isQuiet = false): Promise<void> {
    if (writes > 0) return writing.then(() => read(isQuiet));
    giveUp();
    const mine = new AbortController();
    flight = mine;
    after(TIMEOUT, () => mine.abort());
    announced = undefined;
    lastRead = now();
    reading = request(send, { method: "GET", url: `${basePath}/session`, signal: mine.signal })
      .catch((): Known => ({ ...view, status: "unavailable" }))
      .then((next) => {
        // A newer read or a write has taken the place of this one.
        if (flight !== mine) return flight ? reading : writing;
        flight = undefined;
        return arrive(next, isQuiet);
      });
    return reading;
  }

  function giveUp(): void {
    flight?.abort();
    flight = undefined;
  }

  /** Takes an answer. Another tab may have posted a newer revision since the request began. */
  async function arrive(next: Known, isQuiet?: boolean): Promise<void> {
    set(next, isQuiet);
    if (announced !== undefined) await read(true);
  }

  /** Sends a write, after the writes before it. A read in flight cannot undo its result. */
  function write(call: Call): Promise<void> {
    writes++;
    const done = writing.then(async () => {
      giveUp();
      const before = rendered;
      let result: Known | undefined;
      try {
        result = await request(send, call);
      } finally {
        writes--;
        // A render during the write may be newer. A failed write may have been done.
        if (result && rendered === before) arrive(result);
        else read();
      }
    });
    writing = done.catch(() => {});
    return done;
  }

  async function update(patch: unknown): Promise<ClientSession<unknown> | null> {
    await write({ method: "PATCH", url: `${basePath}/session`, body: JSON.stringify(patch) });
    return view.session;
  }

  async function signOut({ returnTo }: SignOutOptions = {}): Promise<void> {
    await write({ method: "POST", url: `${basePath}/sign-out` });
    if (returnTo) load(returnPath(returnTo));
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    current: () => view,

    initial: () => first ?? view,

    begin(known) {
      if (first) return;
      rendered = known;
      first = viewOf(known);
      if (view.status === "loading") view = first;
    },

    offer(known, renderedAt = renderedLast) {
      const isOlder = renderedAt < renderedLast;
      const decision = decide(known, view, rendered, ended, isOlder);
      if (!isOlder && known !== LOADING) {
        renderedLast = renderedAt;
        rendered = known;
      }
      if (decision === "apply") set(known);
      // The answer in flight may be older than this render.
      if (decision === "ask" || (decision === "apply" && flight)) read();
    },

    start() {
      tabs = openTabs(basePath);
      tabs.onmessage = ({ data }) => receive(data);
      const stopWaking = onWake(wake);
      lastRead = now();
      const isLoading = view.status === "loading";
      if (!isCurrent || (isLoading && first)) read();
      else if (!isLoading) set(view);
      // React starts a provider again after it was hidden. Then it has missed events.
      isCurrent = false;
      return () => {
        stopWaking();
        cancelTimer();
        giveUp();
        tabs?.close();
        tabs = undefined;
      };
    },
  };
}
