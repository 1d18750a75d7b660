import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { NewEvent } from "./record";

const ANSWER: NewEvent = {
  topic: "tokens",
  mode: "try",
  item: "try-1",
  kind: "answer",
  passed: true,
};

/** The answers of the server to the next requests. A request without an answer fails. */
let answers: (Response | "offline")[] = [];
let requests: { readonly id: string; readonly item: string; readonly age: number }[] = [];
let addresses: string[] = [];
let running = 0;
let mostRunning = 0;

async function fakeFetch(address: string, init: RequestInit): Promise<Response> {
  addresses.push(address);
  requests.push(JSON.parse(String(init.body)));
  running++;
  mostRunning = Math.max(mostRunning, running);
  await new Promise((resolve) => setTimeout(resolve, 5));
  running--;
  const answer = answers.shift() ?? "offline";
  if (answer === "offline") throw new TypeError("Failed to fetch");
  return answer;
}

/** A storage of one browser, with its entries as own members, as in a browser. */
function fakeStorage() {
  return Object.create(
    {
      getItem(this: Record<string, string>, key: string) {
        return this[key] ?? null;
      },
      setItem(this: Record<string, string>, key: string, value: string) {
        this[key] = value;
      },
      removeItem(this: Record<string, string>, key: string) {
        delete this[key];
      },
    },
    {},
  );
}

/** The locks of one browser. */
function fakeLocks() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request: <T>(_name: string, work: () => Promise<T>) => {
      const result = last.then(work);
      last = result.catch(() => {});
      return result;
    },
  };
}

const ok = () => Response.json({ kept: true });
const status = (code: number, headers = {}) => new Response(null, { status: code, headers });

/** Loads the module anew, as another tab or a reload does. */
async function newTab() {
  vi.resetModules();
  return await import("./record");
}

beforeEach(() => {
  [answers, requests, addresses, running, mostRunning] = [[], [], [], 0, 0];
  vi.stubGlobal("fetch", fakeFetch);
  vi.stubGlobal("localStorage", fakeStorage());
  vi.stubGlobal("navigator", { locks: fakeLocks() });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("an accepted event is kept, and leaves the browser", async () => {
  answers = [ok()];
  const { recordEvent } = await newTab();
  expect(await recordEvent({ ...ANSWER, choice: "x".repeat(300) })).toBe("kept");
  const [sent] = requests;
  expect(sent).toEqual({
    ...ANSWER,
    choice: "x".repeat(200),
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    offset: 0 - new Date().getTimezoneOffset(),
    age: expect.any(Number),
  });
  expect(Object.keys(localStorage)).toEqual([]);
});

test.each([["offline"], [503], [429], [500], [403]])(
  "after the failure %s, the event is sent again with its id after a reload",
  async (failure) => {
    answers = [failure === "offline" ? failure : status(Number(failure)), ok(), ok()];
    expect(await (await newTab()).recordEvent(ANSWER)).toBe("not-kept");
    const { recordEvent } = await newTab();
    expect(await recordEvent({ ...ANSWER, item: "try-2" })).toBe("kept");
    expect(requests.map(({ item }) => item)).toEqual(["try-1", "try-1", "try-2"]);
    expect(requests[1]?.id).toBe(requests[0]?.id);
    expect(requests[1]?.age).toBeGreaterThanOrEqual(4);
    expect(Object.keys(localStorage)).toEqual([]);
  },
);

test.each([400, 409, 413, 415, 422])(
  "an event that the server answers with %d is not sent again, and does not hold up others",
  async (code) => {
    answers = ["offline", status(code), ok()];
    const { recordEvent } = await newTab();
    expect(await recordEvent(ANSWER)).toBe("not-kept");
    expect(await recordEvent({ ...ANSWER, item: "try-2" })).toBe("kept");
    expect(Object.keys(localStorage)).toEqual([]);
  },
);

test("after the end of the session, the event is sent a second time and may begin a new session", async () => {
  answers = [status(401), ok()];
  expect(await (await newTab()).recordEvent(ANSWER)).toBe("kept");
  expect(addresses).toEqual(["/api/practice/events", "/api/practice/events?session=new"]);
  expect(requests[1]?.id).toBe(requests[0]?.id);
});

test("a refused event is not kept", async () => {
  answers = [status(422)];
  expect(await (await newTab()).recordEvent(ANSWER)).toBe("not-kept");
});

test("two tabs send one after the other, so their first answers begin one session", async () => {
  answers = Array.from({ length: 6 }, ok);
  const [first, second] = [await newTab(), await newTab()];
  const results = await Promise.all(
    [first, second, first, second, first, second].map((tab, index) =>
      tab.recordEvent({ ...ANSWER, item: `try-${index}` }),
    ),
  );
  expect(results).toEqual(Array(6).fill("kept"));
  expect(mostRunning).toBe(1);
  expect(new Set(requests.map(({ id }) => id)).size).toBe(6);
  expect(requests).toHaveLength(6);
});

test("a page without web locks sends one event after the other", async () => {
  vi.stubGlobal("navigator", {});
  answers = [ok(), ok()];
  const { recordEvent } = await newTab();
  await Promise.all([recordEvent(ANSWER), recordEvent(ANSWER)]);
  expect([mostRunning, requests.length]).toEqual([1, 2]);
});

test("a browser without storage keeps the event while the page is open", async () => {
  vi.stubGlobal("localStorage", undefined);
  answers = ["offline", ok(), ok()];
  const { recordEvent } = await newTab();
  expect(await recordEvent(ANSWER)).toBe("not-kept");
  expect(await recordEvent(ANSWER)).toBe("kept");
  expect(requests[1]?.id).toBe(requests[0]?.id);
});

test("an open page sends a failed event again by itself, after the time that the server names", async () => {
  answers = [status(429, { "retry-after": "60" }), ok()];
  const { recordEvent } = await newTab();
  vi.useFakeTimers();
  const recorded = recordEvent(ANSWER);
  await vi.advanceTimersByTimeAsync(10);
  expect(await recorded).toBe("not-kept");
  await vi.advanceTimersByTimeAsync(59_000);
  expect(requests).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(requests).toHaveLength(2);
});

test("a damaged entry of the storage is left out, and an event older than a week is dropped", async () => {
  const { sendUnsent } = await newTab();
  const id = crypto.randomUUID();
  localStorage.setItem("signet-practice-event:1", "{");
  localStorage.setItem("signet-practice-event:2", '{"event":{}}');
  localStorage.setItem(
    `signet-practice-event:${id}`,
    JSON.stringify({ event: { ...ANSWER, id }, answeredAt: Date.now() - 8 * 86_400_000 }),
  );
  expect(await sendUnsent()).toBe(0);
  expect(requests).toEqual([]);
  expect(localStorage.getItem(`signet-practice-event:${id}`)).toBeNull();
});

test("a deletion of the progress also removes the events that wait in the browser", async () => {
  const { recordEvent, forgetUnsent } = await newTab();
  await recordEvent(ANSWER);
  forgetUnsent();
  expect(Object.keys(localStorage)).toEqual([]);
});
