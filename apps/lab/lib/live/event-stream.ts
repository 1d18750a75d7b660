/** Sends one event with JSON data. */
export type Send = (event: string, data: object) => void;

/** Milliseconds between two comment lines. They let both sides detect a broken connection. */
const HEARTBEAT_INTERVAL = 15_000;
/** Milliseconds until the stream ends. The browser then reconnects with its current cookie. */
const MAX_DURATION = 600_000;
/** Milliseconds until a browser reconnects. */
const RETRY_DELAY = 1_000;

const HEADERS = {
  "content-type": "text/event-stream",
  // Compression and caches would delay events.
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
  // A stopping server waits for open connections, and no other request uses this one.
  connection: "close",
};

declare global {
  /** Ends each stream. Global, because Next.js bundles this module several times. */
  var labStreams: Set<AbortController> | undefined;
}

function openStreams(): Set<AbortController> {
  if (globalThis.labStreams === undefined) {
    const streams = new Set<AbortController>();
    globalThis.labStreams = streams;
    // After a stop signal the server waits until each response has ended.
    for (const signal of ["SIGTERM", "SIGINT"]) {
      process.once(signal, () => {
        for (const end of streams) end.abort();
      });
    }
  }
  return globalThis.labStreams;
}

/**
 * Creates a response of Server-Sent Events. It ends when one of these happens:
 * - the work is done,
 * - the browser closes the connection,
 * - ten minutes have passed,
 * - the server stops.
 *
 * @param work sends the events. Its signal is aborted when the response ends early.
 */
export function eventStream(work: (send: Send, signal: AbortSignal) => Promise<void>): Response {
  const end = new AbortController();
  const { signal } = end;
  const bytes = new TextEncoder();
  let hasLeft = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const streams = openStreams();
      streams.add(end);
      const write = (text: string) => {
        if (!signal.aborted) controller.enqueue(bytes.encode(text));
      };
      const heartbeat = setInterval(() => write(": here\n\n"), HEARTBEAT_INTERVAL);
      const timeout = setTimeout(() => end.abort(), MAX_DURATION);
      write(`retry: ${RETRY_DELAY}\n\n`);
      work((event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`), signal)
        .then(
          () => hasLeft || controller.close(),
          (error) => hasLeft || controller.error(error),
        )
        .finally(() => {
          clearInterval(heartbeat);
          clearTimeout(timeout);
          streams.delete(end);
        });
    },
    cancel() {
      hasLeft = true;
      end.abort();
    },
  });
  return new Response(body, { headers: HEADERS });
}
