import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, httpClient } from "../harness/client.ts";
import { type Lab, startLab } from "../harness/lab.ts";

const ADA = { username: "ada", password: "lovelace-1815" };
const GRACE = { username: "grace", password: "hopper-1906" };
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());

async function signedIn(account = ADA): Promise<{ readonly client: Client; readonly id: string }> {
  const client = httpClient(lab.url, { "user-agent": FIREFOX });
  const { text } = await client.send("/api/hybrid/sign-in", {
    method: "POST",
    body: JSON.stringify(account),
    headers: { "content-type": "application/json" },
  });
  return { client, id: JSON.parse(text).id };
}

function revoke(client: Client, id: string) {
  const headers = { origin: lab.url };
  return client.send(`/api/hybrid/sessions/${id}`, { method: "DELETE", headers });
}

interface Stream {
  readonly headers: Headers;
  /** The data of the next event of a kind. */
  next(event: string): Promise<Record<string, unknown>>;
  /** Returns everything until the server ends the stream. */
  rest(): Promise<string>;
  leave(): void;
}

async function open(client: Client, session?: string): Promise<Stream> {
  const leaving = new AbortController();
  const path = `/api/hybrid/live${session === undefined ? "" : `?session=${session}`}`;
  const response = await fetch(lab.url + path, {
    headers: { cookie: client.cookie() },
    signal: leaving.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let received = "";
  const more = async () => {
    const chunk = await reader?.read();
    received += chunk?.value ?? "";
    return chunk?.done === false;
  };
  return {
    headers: response.headers,
    async next(event) {
      const pattern = new RegExp(`event: ${event}\\ndata: (.*)\\n\\n`);
      while (!pattern.test(received) && (await more()));
      const [all = "", data = "null"] = pattern.exec(received) ?? [];
      received = received.replace(all, "");
      return JSON.parse(data);
    },
    async rest() {
      while (await more());
      return received;
    },
    leave: () => leaving.abort(),
  };
}

test("the stream sends the state of a session and its end with device and time, and then closes", async () => {
  const [phone, laptop] = [await signedIn(), await signedIn()];
  const stream = await open(phone.client, phone.id);
  expect(stream.headers.get("content-type")).toBe("text/event-stream");
  expect(stream.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(await stream.next("watched")).toMatchObject({ status: "active", decidedBy: "view" });
  await revoke(laptop.client, phone.id);
  const ended = await stream.next("watched");
  expect(ended).toMatchObject({
    status: "revoked",
    end: { how: "revoked", device: "Firefox on Linux", at: expect.any(Number) },
  });
  expect(await stream.rest()).not.toContain("event:");
});

test("only the stream of the user who ended a session reports how soon it was refused", async () => {
  const [phone, laptop, grace] = [await signedIn(), await signedIn(), await signedIn(GRACE)];
  const [watching, listening, stranger] = [
    await open(phone.client),
    await open(laptop.client),
    await open(grace.client),
  ];
  for (const stream of [watching, listening, stranger]) await stream.next("watched");
  await revoke(laptop.client, phone.id);
  await watching.next("watched");
  // The stream also has events of earlier tests.
  let refused = await listening.next("refused");
  while (refused["session"] !== phone.id) refused = await listening.next("refused");
  expect(refused["after"]).toBeLessThan(5_000);
  listening.leave();

  const late = await open(laptop.client);
  for (refused = {}; refused["session"] !== phone.id; ) refused = await late.next("refused");
  late.leave();
  await revoke(grace.client, grace.id);
  expect(await stranger.rest()).not.toContain("refused");
});

test("the stream closes at once for a client that is not signed in with its session", async () => {
  const [phone, other] = [await signedIn(), await signedIn(GRACE)];
  for (const [client, session] of [
    [httpClient(lab.url), undefined],
    [phone.client, other.id],
    [phone.client, "nothing"],
  ] as const) {
    const stream = await open(client, session);
    expect(await stream.next("watched")).toMatchObject({ status: "signed-out" });
    await stream.rest();
  }
});

test("a server that stops closes its streams without waiting for its clients", async () => {
  const own = lab;
  lab = await startLab();
  try {
    const phone = await signedIn();
    const stream = await open(phone.client);
    await stream.next("watched");
    const rest = stream.rest();
    await lab.stop();
    // A killed server would cut the stream off.
    expect(await rest).not.toContain("event:");
  } finally {
    lab = own;
  }
});

/** Headers of a proxy about the scheme, and whether the library takes the request for https. */
const WAYS = [
  [{}, false],
  [{ "x-forwarded-proto": "http" }, false],
  [{ "x-forwarded-proto": "https" }, true],
  [{ "x-forwarded-proto": "HTTPS" }, true],
  [{ "x-forwarded-proto": "https, http" }, true],
  [{ "x-forwarded-proto": "http, https" }, false],
  [{ "x-forwarded-proto": ", https" }, true],
  [{ "x-forwarded-proto": "httpsx" }, false],
] as const;

/** Ada's cookie with the name for http, and Grace's with the name for https. */
const both = (ada: Client, grace: Client) =>
  `${grace.cookie().replace("signet-hybrid=", "__Host-signet-hybrid=")}; ${ada.cookie()}`;

describe.each(WAYS)("with two cookies of one side, by the headers %j", (way, isHttps) => {
  test("a page shows the cookie that the library read", async () => {
    const [ada, grace] = [await signedIn(), await signedIn(GRACE)];
    const headers = { ...way, cookie: both(ada.client, grace.client) };
    const { text } = await httpClient(lab.url).send("/", { headers });
    expect(text.includes("Grace Hopper</strong>")).toBe(isHttps);
    expect(text.includes("Ada Lovelace</strong>")).toBe(!isHttps);
    expect(text.includes("__Host-signet-hybrid")).toBe(isHttps);
  });

  test("the stream reports the end of the session that the library read", async () => {
    const [ada, laptop, grace] = [await signedIn(), await signedIn(), await signedIn(GRACE)];
    const headers = { ...way, cookie: both(ada.client, grace.client) };
    await revoke(laptop.client, ada.id);
    await grace.client.send("/api/hybrid/sign-out", {
      method: "POST",
      headers: { origin: lab.url },
    });
    const { text } = await httpClient(lab.url).send("/api/hybrid/watch", { headers });
    expect(JSON.parse(text)).toMatchObject({
      status: "revoked",
      end: { how: isHttps ? "signed-out" : "revoked" },
    });
  });
});

test("with an ambiguous Forwarded header, neither of two cookies is shown or used", async () => {
  const [ada, grace] = [await signedIn(), await signedIn(GRACE)];
  const headers = { forwarded: "proto=https", cookie: both(ada.client, grace.client) };
  const { text } = await httpClient(lab.url).send("/", { headers });
  expect(text).toContain("Grace Hopper</strong>");
  expect(text).not.toContain("signet-hybrid=");
});
