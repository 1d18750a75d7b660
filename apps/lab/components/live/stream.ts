import type { Watched } from "@/lib/watch";

/** What the stream says of the session that is followed. `now` is the server's time; milliseconds. */
export type WatchedNow = Watched & { readonly now: number };

/** What the stream says of another session of the user's, once it is refused. */
export interface RefusedElsewhere {
  readonly session: string;
  /** How long after its end; milliseconds. */
  readonly after: number;
}

export interface Hearing {
  watched(watched: WatchedNow): void;
  refused(refused: RefusedElsewhere): void;
}

/** How long to wait for a server that answered with an error; milliseconds. */
const PATIENCE = 2_000;

export function isOver({ status }: Watched): boolean {
  return status === "revoked" || status === "signed-out";
}

/**
 * Holds one stream of Server-Sent Events about a session, until it is over. Browsers connect again by
 * themselves where the connection breaks, but not after an answer that is an error.
 *
 * @returns a function that closes it.
 */
export function openStream(session: string, hearing: Hearing): () => void {
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
      const watched: WatchedNow = JSON.parse(data);
      if (isOver(watched)) close();
      hearing.watched(watched);
    });
    stream.addEventListener("refused", ({ data }: MessageEvent<string>) => {
      hearing.refused(JSON.parse(data));
    });
    stream.addEventListener("error", () => {
      if (stream.readyState === EventSource.CLOSED) timer = setTimeout(connect, PATIENCE);
    });
  };
  connect();
  return close;
}
