import { expect, test } from "vitest";
import { eventStream, type Send } from "./event-stream";

interface Work {
  readonly send: Send;
  readonly signal: AbortSignal;
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

/** Creates a stream and returns its response and the arguments of its work. */
function stream(): { readonly response: Response; readonly work: Work } {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const given: Pick<Work, "send" | "signal">[] = [];
  const response = eventStream((send, signal) => {
    given.push({ send, signal });
    return promise;
  });
  const [work] = given;
  if (work === undefined) throw new Error("the work was not started");
  return { response, work: { ...work, finish: resolve, fail: reject } };
}

const isOpen = () => globalThis.labStreams?.size ?? 0;

test("events reach the browser in order, and the response ends with the work", async () => {
  const { response, work } = stream();
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  work.send("watched", { status: "active" });
  work.send("watched", { status: "revoked" });
  work.finish();
  expect(await response.text()).toBe(
    'retry: 1000\n\nevent: watched\ndata: {"status":"active"}\n\nevent: watched\ndata: {"status":"revoked"}\n\n',
  );
  await expect.poll(isOpen).toBe(0);
});

test("when the browser leaves, the signal of the work is aborted, and a late event causes no error", async () => {
  const { response, work } = stream();
  expect(isOpen()).toBe(1);
  await response.body?.cancel();
  expect(work.signal.aborted).toBe(true);
  work.send("watched", {});
  work.finish();
  await expect.poll(isOpen).toBe(0);
});

test("a stopping server ends each stream as a complete response", async () => {
  const { response, work } = stream();
  work.signal.addEventListener("abort", () => work.finish());
  const text = response.text();
  for (const end of globalThis.labStreams ?? []) end.abort();
  expect(await text).toBe("retry: 1000\n\n");
});

test("failing work breaks the response off, so the browser reconnects", async () => {
  const { response, work } = stream();
  work.fail(new Error("the work failed"));
  await expect(response.text()).rejects.toThrow("the work failed");
  await expect.poll(isOpen).toBe(0);
});
