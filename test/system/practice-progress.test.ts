import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromElsewhere } from "../harness/address.ts";
import { type Answer, type Client, httpClient } from "../harness/client.ts";
import { temporaryFolder } from "../harness/folder.ts";
import { type Lab, startLab } from "../harness/lab.ts";

const ADA = { username: "ada", password: "lovelace-1815" };
const PAGE = "/practice/progress";
const data = temporaryFolder("practice-data");
const env = { TRUSTED_PROXIES: "1" };

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ dataFolder: data.path, env });
});
afterAll(async () => {
  await lab?.stop();
  data.remove();
});

/** A browser with its own address, so that the limits of other tests do not apply. */
const browser = () => httpClient(lab.url, { ...fromElsewhere(), origin: lab.url });

function post(client: Client, path: string, body: unknown, headers = {}): Promise<Answer> {
  return client.send(path, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
}

/** The end of the first mode, which is a text. */
const read = (members = {}) => ({
  id: randomUUID(),
  topic: "jwt-or-session",
  mode: "learn",
  item: "learn",
  kind: "read",
  passed: true,
  offset: 60,
  ...members,
});
const answer = (members = {}) =>
  read({ mode: "try", item: "make-a-token", kind: "answer", choice: "sign", ...members });
const record = (client: Client, event: unknown, headers = {}) =>
  post(client, "/api/practice/events", event, headers);

interface Exported {
  readonly mode: string;
  readonly item: string;
  readonly choice: string | null;
}

async function exported(client: Client): Promise<readonly Exported[]> {
  const { status, text } = await client.send("/api/practice/export");
  expect(status).toBe(200);
  return JSON.parse(text).events;
}

async function userOf(client: Client): Promise<string> {
  return JSON.parse((await client.send("/api/hybrid/me")).text).userId;
}

/** Sends a form as a browser without JavaScript, which posts the fields that the page has. */
async function submit(client: Client, page: string, fields: Record<string, string>, has: string) {
  const { text } = await client.send(page);
  const form = text.match(/<form[\s\S]*?<\/form>/g)?.find((each) => each.includes(has)) ?? "";
  const body = new FormData();
  for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const of = (name: string) =>
      new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll("&quot;", '"') ?? "";
    body.set(of("name"), of("value"));
  }
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return client.send(page, { method: "POST", body });
}

const newAccount = (username: string) => ({
  username,
  name: "Emmy Noether",
  password: "invariant-1918",
  strategy: "hybrid",
});

test("the first answer begins a guest session, and further answers belong to the same guest", async () => {
  const guest = browser();
  const first = await record(guest, read());
  expect([first.status, first.text]).toEqual([200, '{"kept":true}']);
  expect(first.headers.get("cache-control")).toBe("no-store");
  expect(first.headers.getSetCookie().join()).toMatch(/^signet-hybrid=[^;]+;.*HttpOnly/i);
  const user = await userOf(guest);
  expect(user).toMatch(/^guest_/);
  const second = await record(guest, answer());
  expect(second.headers.getSetCookie()).toEqual([]);
  expect(await userOf(guest)).toBe(user);
  expect((await exported(guest)).map(({ item }) => item)).toEqual(["learn", "make-a-token"]);
});

test("an event that is sent twice is stored once, also at the same time", async () => {
  const guest = browser();
  await record(guest, read());
  const event = answer();
  const statuses = await Promise.all([event, event, event].map((each) => record(guest, each)));
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await exported(guest)).toHaveLength(2);
});

test("answers that two tabs send at the same time are all kept", async () => {
  const guest = browser();
  await record(guest, read());
  await Promise.all(Array.from({ length: 20 }, () => record(guest, answer())));
  expect(await exported(guest)).toHaveLength(21);
});

test("a registration keeps the progress of the guest, and returns to the progress", async () => {
  const guest = browser();
  await record(guest, read());
  await record(guest, answer());
  const registered = await submit(
    guest,
    `/register?strategy=hybrid&returnTo=${PAGE}`,
    newAccount("emmy"),
    'name="password"',
  );
  expect(registered.status).toBe(303);
  expect(registered.headers.get("location")).toMatch(new RegExp(`${PAGE}$`));
  expect(await userOf(guest)).not.toMatch(/^guest_/);
  expect(await exported(guest)).toHaveLength(2);
  const page = await guest.send(PAGE);
  expect(page.text).toContain("Signed in as Emmy Noether");

  // Another device sees the same progress after the sign-in.
  const phone = browser();
  expect((await post(phone, "/api/hybrid/sign-in", newAccount("emmy"))).status).toBe(200);
  expect(await exported(phone)).toEqual(await exported(guest));
  await record(phone, read({ mode: "why", item: "why" }));
  expect(await exported(guest)).toHaveLength(3);
});

test("a sign-in adds the progress of the guest to the account, and a failed one changes nothing", async () => {
  const guest = browser();
  await record(guest, read());
  const wrong = await post(guest, "/api/hybrid/sign-in", { ...ADA, password: "wrong-one" });
  expect(wrong.status).toBe(401);
  expect(await exported(guest)).toHaveLength(1);
  expect(await userOf(guest)).toMatch(/^guest_/);
  expect((await post(guest, "/api/hybrid/sign-in", ADA)).status).toBe(200);
  expect(await userOf(guest)).toBe("demo-ada");
  expect(await exported(guest)).toHaveLength(1);
});

test("a late answer of a second tab does not replace the session of the sign-in, and is kept", async () => {
  const guest = browser();
  await record(guest, read());
  const before = { cookie: guest.cookie() };
  await submit(guest, `/register?strategy=hybrid`, newAccount("late"), 'name="password"');
  const late = answer();
  const refused = await record(guest, late, before);
  expect([refused.status, refused.headers.getSetCookie()]).toEqual([401, []]);
  // The browser sends it again, now with the cookie of the sign-in.
  const again = await post(guest, "/api/practice/events?session=new", late);
  expect([again.status, again.headers.getSetCookie()]).toEqual([200, []]);
  expect(await exported(guest)).toHaveLength(2);
});

test("after a sign-out elsewhere, the next answer begins a new guest session", async () => {
  const guest = browser();
  await record(guest, read());
  const headers = { cookie: guest.cookie() };
  await post(guest, "/api/hybrid/sign-out", {});
  const answered = await post(browser(), "/api/practice/events?session=new", answer(), headers);
  expect(answered.status).toBe(200);
  expect(answered.headers.getSetCookie().join()).toMatch(/^signet-hybrid=[^;]+;/);
});

test("the form of the sign-in page works for a guest", async () => {
  const guest = browser();
  await record(guest, answer());
  const page = `/hybrid/sign-in?returnTo=${PAGE}`;
  expect((await guest.send(page)).text).toContain("You practise as a guest.");
  const account = { username: "grace", password: "hopper-1906" };
  const { headers } = await submit(guest, page, account, 'type="password"');
  expect(headers.get("location")).toMatch(new RegExp(`${PAGE}$`));
  expect(await userOf(guest)).toBe("demo-grace");
  expect(await exported(guest)).toHaveLength(1);
});

test("a sign-in with another strategy leaves the progress with the guest", async () => {
  const guest = browser();
  await record(guest, read());
  expect((await post(guest, "/api/jwt/sign-in", ADA)).status).toBe(200);
  expect(await userOf(guest)).toMatch(/^guest_/);
  expect(await exported(guest)).toHaveLength(1);
});

test("the progress page shows what a guest has done, and a visitor without an answer how to begin", async () => {
  const guest = browser();
  const empty = await guest.send(PAGE);
  expect([empty.status, empty.headers.getSetCookie()]).toEqual([200, []]);
  expect(empty.text).toContain("Nothing here yet");
  await record(guest, answer({ passed: false }));
  await record(guest, answer());
  const { text } = await guest.send(PAGE);
  expect(text).toContain("You practise as a guest");
  expect(text).toMatch(/Attempts<\/dt>.*?>2</s);
  expect(text).toMatch(/Days in a row<\/dt>.*?>1</s);
  expect(text).toContain("<caption>Exercises of JWT or session strategy in Next.js by idea");
  // The policy of the page refuses inline styles.
  expect(text).not.toMatch(/<[^>]+ style=/);
});

test("the export is a download of the visitor's own events", async () => {
  const [guest, other] = [browser(), browser()];
  await record(guest, answer());
  await record(other, read());
  const { headers, text } = await guest.send("/api/practice/export");
  expect(headers.get("content-disposition")).toContain('filename="signet-lab-progress.json"');
  expect(headers.get("cache-control")).toBe("no-store");
  expect(JSON.parse(text)).toEqual({
    format: "signet-lab-practice",
    version: 1,
    events: [
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        topic: "jwt-or-session",
        mode: "try",
        item: "make-a-token",
        kind: "answer",
        passed: true,
        grade: null,
        round: null,
        choice: "sign",
        offset: 60,
      },
    ],
  });
  expect((await browser().send("/api/practice/export")).status).toBe(401);
});

test("a deletion needs the confirmation, and deletes only the visitor's own events", async () => {
  const [guest, other] = [browser(), browser()];
  for (const client of [guest, other]) await record(client, answer());
  const deletion = (fields: Record<string, string>) => submit(guest, PAGE, fields, 'name="sure"');
  const unconfirmed = await deletion({});
  expect(unconfirmed.headers.get("location")).toContain("deleted=unconfirmed");
  expect(await exported(guest)).toHaveLength(1);
  const deleted = await deletion({ sure: "yes" });
  expect(deleted.headers.get("location")).toMatch(/\?deleted=1$/);
  const after = await guest.send(`${PAGE}?deleted=1`);
  expect(after.text).toContain("Your progress was deleted: 1 event.");
  expect(await exported(guest)).toEqual([]);
  expect(await exported(other)).toHaveLength(1);
});

test.each([
  [{ origin: "https://evil.example" }],
  [{ "sec-fetch-site": "cross-site" }],
  [{ "sec-fetch-site": "same-site" }],
])("a page of another site cannot store an event: %j", async (headers) => {
  const guest = browser();
  await record(guest, read());
  for (const client of [guest, browser()]) {
    const { status, headers: sent } = await record(client, answer(), headers);
    expect([status, sent.getSetCookie()]).toEqual([403, []]);
  }
  expect(await exported(guest)).toHaveLength(1);
});

test.each([
  [read({ topic: "nothing" }), 422],
  [read({ mode: "nothing" }), 422],
  [answer({ item: "nothing" }), 422],
  [answer({ kind: "read" }), 422],
  [answer({ kind: "guess" }), 400],
  [answer({ id: "1" }), 400],
  [answer({ id: undefined }), 400],
  [answer({ owner: "demo-ada" }), 400],
  [answer({ choice: "x".repeat(201) }), 400],
  [answer({ topic: "../secret" }), 400],
  ["{not json", 400],
  ["null", 400],
  ["[]", 400],
  ["x".repeat(5_000), 413],
])("the event %# is refused and begins no session", async (event, status) => {
  const refused = await record(browser(), event);
  expect(refused.status).toBe(status);
  expect(refused.headers.getSetCookie()).toEqual([]);
});

test("an event that is not JSON is refused", async () => {
  const asForm = { "content-type": "text/plain" };
  expect((await record(browser(), answer(), asForm)).status).toBe(415);
});

test("one network begins a limited number of guest sessions, and a guest of it goes on", async () => {
  const headers = { ...fromElsewhere(), origin: lab.url };
  const guest = httpClient(lab.url, headers);
  await record(guest, read());
  const statuses = await Promise.all(
    Array.from(
      { length: 110 },
      async () => (await record(httpClient(lab.url, headers), read())).status,
    ),
  );
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  expect(statuses.filter((status) => status === 200).length).toBeLessThan(105);
  expect((await record(guest, answer())).status).toBe(200);
});

test("the progress outlives a restart, and its file has no credential", async () => {
  const guest = browser();
  await record(guest, answer());
  await lab.stop();
  lab = await startLab({ dataFolder: data.path, env });
  const headers = { cookie: guest.cookie() };
  const { text } = await browser().send("/api/practice/export", { headers });
  expect(JSON.parse(text).events).toHaveLength(1);
  const credential = guest.cookie().split("=")[1] ?? "nothing";
  for (const file of readdirSync(data.path).filter((name) => name.startsWith("practice.db"))) {
    expect(readFileSync(join(data.path, file), "latin1")).not.toContain(credential);
  }
});

test("during an outage of the store, no event is lost and no session begins or ends", async () => {
  const guest = browser();
  await record(guest, read());
  const store = { STORE: "postgres", STORE_URL: "postgres://nobody@127.0.0.1:1/lab" };
  const broken = await startLab({ dataFolder: data.path, env: { ...env, ...store } });
  try {
    const headers = { origin: broken.url };
    const known = httpClient(broken.url, { ...headers, cookie: guest.cookie() });
    for (const client of [httpClient(broken.url, headers), known]) {
      const refused = await record(client, answer());
      expect([refused.status, refused.headers.getSetCookie()]).toEqual([503, []]);
      expect(refused.headers.get("retry-after")).toBe("5");
    }
    const page = await known.send(PAGE);
    expect([page.status, page.headers.getSetCookie()]).toEqual([200, []]);
    expect(page.text).toContain("The session store does not answer");
    expect((await known.send("/api/practice/export")).status).toBe(503);
  } finally {
    await broken.stop();
  }
  expect(await exported(guest)).toHaveLength(1);
});
