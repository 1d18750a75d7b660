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
  /** All that comes until the server ends it. */
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
  let said = "";
  const more = async () => {
    const chunk = await reader?.read();
    said += chunk?.value ?? "";
    return chunk?.done === false;
  };
  return {
    headers: response.headers,
    async next(event) {
      const pattern = new RegExp(`event: ${event}\\ndata: (.*)\\n\\n`);
      while (!pattern.test(said) && (await more()));
      const [all = "", data = "null"] = pattern.exec(said) ?? [];
      said = said.replace(all, "");
      return JSON.parse(data);
    },
    async rest() {
      while (await more());
      return said;
    },
    leave: () => leaving.abort(),
  };
}

test("the stream tells the state of a session, its end by whom and when, and is over then", async () => {
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

test("who has ended a session hears on their own stream how soon it was refused, and nobody else", async () => {
  const [phone, laptop, grace] = [await signedIn(), await signedIn(), await signedIn(GRACE)];
  const [watching, listening, stranger] = [
    await open(phone.client),
    await open(laptop.client),
    await open(grace.client),
  ];
  for (const stream of [watching, listening, stranger]) await stream.next("watched");
  await revoke(laptop.client, phone.id);
  await watching.next("watched");
  // Of the tests before it hears as well.
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

test("for anybody who is not signed in with that session the stream is over at once", async () => {
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

test("a server that stops ends its streams, and does not wait for those who listen", async () => {
  const own = lab;
  lab = await startLab();
  try {
    const phone = await signedIn();
    const stream = await open(phone.client);
    await stream.next("watched");
    const rest = stream.rest();
    await lab.stop();
    // A server that was killed would break it off.
    expect(await rest).not.toContain("event:");
  } finally {
    lab = own;
  }
});

/** What a proxy may say of how the browser came, and whether the library takes it for https. */
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

/** Ada's cookie as the browser holds it over http, and Grace's under the name that only https uses. */
const both = (ada: Client, grace: Client) =>
  `${grace.cookie().replace("signet-hybrid=", "__Host-signet-hybrid=")}; ${ada.cookie()}`;

describe.each(WAYS)("with two cookies of one side, by the headers %j", (way, isHttps) => {
  test("a page shows the cookie that was read", async () => {
    const [ada, grace] = [await signedIn(), await signedIn(GRACE)];
    const headers = { ...way, cookie: both(ada.client, grace.client) };
    const { text } = await httpClient(lab.url).send("/", { headers });
    expect(text.includes("Grace Hopper</strong>")).toBe(isHttps);
    expect(text.includes("Ada Lovelace</strong>")).toBe(!isHttps);
    expect(text.includes("__Host-signet-hybrid")).toBe(isHttps);
  });

  test("the end that is told is that of the session that was read", async () => {
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

test("where Forwarded may speak of https, no cookie of two is shown or gone by", async () => {
  const [ada, grace] = [await signedIn(), await signedIn(GRACE)];
  const headers = { forwarded: "proto=https", cookie: both(ada.client, grace.client) };
  const { text } = await httpClient(lab.url).send("/", { headers });
  expect(text).toContain("Grace Hopper</strong>");
  expect(text).not.toContain("signet-hybrid=");
});
