import {
  openSessionEvents,
  type SessionEventListener,
  type SessionRefusal,
  type TimedSessionStatus,
} from "./session-events";

type Message =
  | { readonly kind: "request-latest" }
  | { readonly kind: "status"; readonly status: TimedSessionStatus }
  | { readonly kind: "refusal"; readonly refusal: SessionRefusal };

/**
 * Subscribes to the events of a session while the page is visible. All visible tabs share one stream:
 * one tab opens the stream and sends the events to the other tabs, because a browser opens at most six
 * connections to a server.
 *
 * @returns a function that ends the subscription.
 */
export function subscribeToSession(session: string, listener: SessionEventListener): () => void {
  let leave: (() => void) | null = null;
  const update = () => {
    if (document.hidden) {
      leave?.();
      leave = null;
    } else {
      leave ??= join(session, listener);
    }
  };
  update();
  document.addEventListener("visibilitychange", update);
  return () => {
    document.removeEventListener("visibilitychange", update);
    leave?.();
  };
}

/** Joins the visible tabs. The tab that holds the lock opens the stream. */
function join(session: string, listener: SessionEventListener): () => void {
  const name = `lab-live-${session}`;
  const channel = new BroadcastChannel(name);
  const leaving = new AbortController();
  const { signal } = leaving;
  /** The latest status and each refusal, for tabs that join later. */
  const latest = new Map<string, Message>();
  let hasStream = false;

  channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (data.kind === "status") listener.onStatus(data.status);
    if (data.kind === "refusal") listener.onRefusal(data.refusal);
    if (data.kind === "request-latest" && hasStream) {
      for (const message of latest.values()) channel.postMessage(message);
    }
  });
  channel.postMessage({ kind: "request-latest" } satisfies Message);

  const send = (key: string, message: Message) => {
    latest.set(key, message);
    channel.postMessage(message);
  };
  const holdStream = () =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      hasStream = true;
      const close = openSessionEvents(session, {
        onStatus(status) {
          listener.onStatus(status);
          send("status", { kind: "status", status });
        },
        onRefusal(refusal) {
          listener.onRefusal(refusal);
          send(refusal.session, { kind: "refusal", refusal });
        },
      });
      signal.addEventListener("abort", () => {
        close();
        resolve();
      });
    });
  // The request rejects when this tab leaves before it gets the lock.
  navigator.locks.request(name, { signal }, holdStream).catch(() => {});

  return () => {
    leaving.abort();
    channel.close();
  };
}
