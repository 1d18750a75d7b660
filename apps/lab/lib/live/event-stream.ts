/** Sends one event; its data is JSON. */
export type Send = (event: string, data: object) => void;

/** A line now and then shows both ends that the other is there; milliseconds. */
const BEAT = 15_000;
/** After this the browser has to ask anew, with the cookie that it has by then; milliseconds. */
const LONGEST = 600_000;
/** How long a browser waits before it asks again; milliseconds. */
const RETRY = 1_000;

const HEADERS = {
  "content-type": "text/event-stream",
  // Whoever compressed or kept it would hold events back.
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
  // Nothing else comes over it, and a server that stops would wait for it.
  connection: "close",
};

declare global {
  /** What ends each stream. Of the process, because Next builds routes apart. */
  var labStreams: Set<AbortController> | undefined;
}

function openStreams(): Set<AbortController> {
  if (globalThis.labStreams === undefined) {
    const streams = new Set<AbortController>();
    globalThis.labStreams = streams;
    // A server that is told to stop waits until each answer has ended.
    for (const signal of ["SIGTERM", "SIGINT"]) {
      process.once(signal, () => {
        for (const end of streams) end.abort();
      });
    }
  }
  return globalThis.labStreams;
}

/**
 * An answer that goes on: Server-Sent Events, until the work is done, the browser has left, ten
 * minutes have gone by or the server stops.
 *
 * @param work sends events; its signal is aborted when nobody needs any more.
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
      const beat = setInterval(() => write(": here\n\n"), BEAT);
      const life = setTimeout(() => end.abort(), LONGEST);
      write(`retry: ${RETRY}\n\n`);
      work((event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`), signal)
        .then(
          () => hasLeft || controller.close(),
          (error) => hasLeft || controller.error(error),
        )
        .finally(() => {
          clearInterval(beat);
          clearTimeout(life);
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
