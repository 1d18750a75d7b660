import { type Hearing, openStream, type RefusedElsewhere, type WatchedNow } from "./stream";

type Message =
  | { readonly kind: "what-is-known" }
  | { readonly kind: "watched"; readonly watched: WatchedNow }
  | { readonly kind: "refused"; readonly refused: RefusedElsewhere };

/**
 * Follows a session for as long as the page is in sight. Of all tabs that do, one holds the stream and
 * tells the others: browsers open six connections to a server and no more.
 *
 * @returns a function that ends it.
 */
export function follow(session: string, hearing: Hearing): () => void {
  let leave: (() => void) | null = null;
  const look = () => {
    if (document.hidden) {
      leave?.();
      leave = null;
    } else {
      leave ??= join(session, hearing);
    }
  };
  look();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    leave?.();
  };
}

/** Joins the tabs that are in sight. The first of them holds the stream, and the next when it leaves. */
function join(session: string, hearing: Hearing): () => void {
  const name = `lab-live-${session}`;
  const channel = new BroadcastChannel(name);
  const leaving = new AbortController();
  const { signal } = leaving;
  /** By kind and session: the last message of each, for tabs that join later. */
  const known = new Map<string, Message>();
  let holds = false;

  channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (data.kind === "watched") hearing.watched(data.watched);
    if (data.kind === "refused") hearing.refused(data.refused);
    if (data.kind === "what-is-known" && holds) {
      for (const message of known.values()) channel.postMessage(message);
    }
  });
  channel.postMessage({ kind: "what-is-known" } satisfies Message);

  const tell = (key: string, message: Message) => {
    known.set(key, message);
    channel.postMessage(message);
  };
  const hold = () =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      holds = true;
      const close = openStream(session, {
        watched(watched) {
          hearing.watched(watched);
          tell("watched", { kind: "watched", watched });
        },
        refused(refused) {
          hearing.refused(refused);
          tell(refused.session, { kind: "refused", refused });
        },
      });
      signal.addEventListener("abort", () => {
        close();
        resolve();
      });
    });
  // A tab that leaves before its turn takes its request back, which rejects.
  navigator.locks.request(name, { signal }, hold).catch(() => {});

  return () => {
    leaving.abort();
    channel.close();
  };
}
