import type { SessionStatus } from "@/lib/live/session-status";

/** The status of the observed session. `now` is the server's time in milliseconds since 1970. */
export type TimedSessionStatus = SessionStatus & { readonly now: number };

/** The first refusal of another session of the same user. */
export interface SessionRefusal {
  readonly session: string;
  /** Milliseconds from the session's end to the refusal. */
  readonly after: number;
}

export interface SessionEventListener {
  onStatus(status: TimedSessionStatus): void;
  onRefusal(refusal: SessionRefusal): void;
}

/** Milliseconds until the next attempt after a response with an error status. */
const RETRY_DELAY = 2_000;

/** Checks whether a session has ended for good. */
export function isOver({ status }: SessionStatus): boolean {
  return status === "revoked" || status === "signed-out";
}

/**
 * Opens a stream of Server-Sent Events about a session. The stream closes when the session ends. A
 * browser reconnects by itself after a broken connection, but not after a response with an error status.
 *
 * @returns a function that closes the stream.
 */
export function openSessionEvents(session: string, listener: SessionEventListener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(timer);
    source?.close();
  };
  const connect = () => {
    const stream = new EventSource(`/api/hybrid/live?session=${encodeURIComponent(session)}`);
    source = stream;
    stream.addEventListener("watched", ({ data }: MessageEvent<string>) => {
      const status: TimedSessionStatus = JSON.parse(data);
      if (isOver(status)) close();
      listener.onStatus(status);
    });
    stream.addEventListener("refused", ({ data }: MessageEvent<string>) => {
      listener.onRefusal(JSON.parse(data));
    });
    stream.addEventListener("error", () => {
      if (stream.readyState === EventSource.CLOSED) timer = setTimeout(connect, RETRY_DELAY);
    });
  };
  connect();
  return close;
}
