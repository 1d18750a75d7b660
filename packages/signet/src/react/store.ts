import { returnPath } from "../http/return-path.ts";
import type { Environment, Tabs } from "./environment.ts";
import { isSame, type Known, LOADING, revisionOf } from "./known.ts";
import { decide } from "./newer.ts";
import { type Call, call } from "./request.ts";
import type { ClientSession, SessionActions, SignOutOptions } from "./types.ts";

/** The state and the functions that `useSession` returns. A new object for each new state. */
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
  /**
   * Watches the browser and the other tabs. Returns a function that ends this.
   *
   * @param isFresh whether the state came with the document. A state that came later may be from a
   *   cache of Next's router, so it is read again.
   */
  start(isFresh: boolean): () => void;
}

/** The least time between two reads because the user came back; milliseconds. */
const MIN_INTERVAL = 5_000;
/** The wait after a failed read. It doubles with each failure, up to {@link MAX_STEP}. Milliseconds. */
const FIRST_RETRY = 5_000;
/** The longest timer, so that a laptop that slept soon notices the end of a session. Milliseconds. */
const MAX_STEP = 60_000;
/** The wait after the end of a session, so that the server agrees; milliseconds. */
const AFTER_END = 1_000;

/**
 * Creates the session of a provider.
 *
 * @param basePath the path of the session endpoints.
 * @param given the state from the server; `null` when it comes as a promise.
 * @param givenAt the time of the render by the clock of the server; milliseconds.
 */
export function createSessionStore(
  env: Environment,
  basePath: string,
  given: Known | null,
  givenAt = 0,
): SessionStore {
  const actions: SessionActions<unknown, unknown> = { update, signOut, refresh: () => read() };
  const viewOf = (known: Known): View => ({ ...known, ...actions });
  let state = given ?? LOADING;
  let view = viewOf(state);
  let first = view;
  let isPending = given === null;

  let rendered = state;
  let newestRender = givenAt;
  const ended = new Set<string>();
  const listeners = new Set<() => void>();

  let tabs: Tabs | undefined;
  /** The revision that this tab posted last. */
  let posted: number | undefined;
  /** The revision that another tab posted, and that no read has confirmed. */
  let announced: number | undefined;

  let flight: AbortController | undefined;
  let reading = Promise.resolve();
  let writing = Promise.resolve();
  let writes = 0;
  let isReadWanted = false;
  let lastRead = 0;
  let failures = 0;
  let due = Number.POSITIVE_INFINITY;
  let cancelTimer = () => {};
  let hasStarted = false;

  function set(next: Known, isQuiet = false): void {
    const [before, after] = [state.session?.id, next.session?.id];
    if (before !== undefined && before !== after) ended.add(before);
    if (after !== undefined) ended.delete(after);
    if (!isSame(next, state)) {
      state = next;
      view = viewOf(next);
      for (const listener of listeners) listener();
    }
    failures = state.status === "unavailable" ? failures + 1 : 0;
    due = dueOf(state);
    share(isQuiet);
    schedule();
  }

  function isKnown(): boolean {
    return state.status === "active" || state.status === "anonymous";
  }

  /** Posts the revision to the other tabs, unless they have it from this tab. */
  function share(isQuiet: boolean): void {
    if (tabs === undefined || !isKnown()) return;
    const revision = revisionOf(state);
    if (revision === announced) announced = undefined;
    if (revision !== posted && !isQuiet) tabs.post(revision);
    posted = revision;
  }

  /** Returns the time of the next read: after the end of the session, or for another attempt. */
  function dueOf({ status, session }: Known): number {
    const now = env.now();
    if (status === "unavailable") {
      return now + Math.min(FIRST_RETRY * 2 ** (failures - 1), MAX_STEP);
    }
    if (session === null) return Number.POSITIVE_INFINITY;
    const end = session.expiresAt.getTime() + AFTER_END;
    // A session can be live although it is over by the clock of the browser.
    return end > now ? end : now + MAX_STEP;
  }

  function schedule(): void {
    cancelTimer();
    if (tabs === undefined || due === Number.POSITIVE_INFINITY) return;
    cancelTimer = env.after(Math.min(Math.max(due - env.now(), 0), MAX_STEP), () => {
      // A hidden page reads when the user comes back.
      if (env.isHidden()) return;
      if (env.now() < due) schedule();
      else if (flight === undefined) read();
    });
  }

  function wake(isReconnect: boolean): void {
    if (env.isHidden() || flight !== undefined) return;
    const now = env.now();
    const isAnnounced = announced !== undefined;
    if (isReconnect || isAnnounced || now >= due || now - lastRead >= MIN_INTERVAL) {
      read(isAnnounced);
    } else schedule();
  }

  function receive(revision: unknown): void {
    if (typeof revision !== "number") return;
    announced = isKnown() && revision === revisionOf(state) ? undefined : revision;
    if (announced !== undefined && flight === undefined && !env.isHidden()) read(true);
  }

  /**
   * Reads the session, after the writes. It gives up a read in flight, whose answer may be older.
   *
   * @param isQuiet whether the other tabs know of the change already.
   */
  function read(isQuiet = false): Promise<void> {
    if (writes > 0) {
      isReadWanted = true;
      return writing.then(() => reading);
    }
    flight?.abort();
    const mine = new AbortController();
    flight = mine;
    announced = undefined;
    lastRead = env.now();
    const answer = call(env, { method: "GET", url: `${basePath}/session` }, mine);
    reading = answer
      .catch((): Known => ({ status: "unavailable", session: state.session }))
      .then((next) => {
        // A newer read or a write has taken the place of this one.
        if (flight !== mine) return flight === undefined ? writing : reading;
        flight = undefined;
        const isNews = announced !== undefined;
        set(next, isQuiet);
        return isNews && announced !== undefined ? read(true) : undefined;
      });
    return reading;
  }

  /** Sends a write, after the writes before it. A read in flight cannot undo its result. */
  function write(what: Call): Promise<void> {
    writes++;
    const done = writing.then(async () => {
      flight?.abort();
      flight = undefined;
      try {
        set(await call(env, what, new AbortController()));
      } catch (error) {
        // The server may have done the write although its answer did not arrive.
        isReadWanted = true;
        throw error;
      } finally {
        writes--;
        if (writes === 0 && isReadWanted) {
          isReadWanted = false;
          read();
        }
      }
    });
    writing = done.catch(() => {});
    return done;
  }

  async function update(patch: unknown): Promise<ClientSession<unknown> | null> {
    await write({ method: "PATCH", url: `${basePath}/session`, patch });
    return state.session;
  }

  async function signOut({ returnTo }: SignOutOptions = {}): Promise<void> {
    await write({ method: "POST", url: `${basePath}/sign-out` });
    if (returnTo !== undefined) env.load(returnPath(returnTo));
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    current: () => view,

    initial: () => first,

    begin(known) {
      if (!isPending) return;
      isPending = false;
      rendered = known;
      if (state.status === "loading") {
        state = known;
        view = viewOf(known);
      }
      first = isSame(state, known) ? view : viewOf(known);
    },

    offer(known, renderedAt = newestRender) {
      if (renderedAt < newestRender) return;
      newestRender = renderedAt;
      const decision = decide(known, { now: state, rendered, ended });
      if (known.status !== "loading") rendered = known;
      if (decision === "ask") read();
      if (decision === "apply" || decision === "keep") set(known);
      // The answer in flight may be older than this render.
      if (decision === "apply" && flight !== undefined) read();
    },

    start(isFresh) {
      tabs = env.openTabs(basePath, receive);
      const stopWaking = env.onWake(wake);
      lastRead = env.now();
      // React starts again what was hidden, and a hidden provider has missed the events.
      const isAgain = hasStarted;
      hasStarted = true;
      if (isAgain || !isFresh || (state.status === "loading" && !isPending)) read();
      else if (state.status !== "loading") set(state);
      return () => {
        stopWaking();
        cancelTimer();
        flight?.abort();
        flight = undefined;
        tabs?.close();
        tabs = undefined;
      };
    },
  };
}
