import { expect, test } from "vitest";
import { addUser, inAnotherBrowser, mailbox, tokenIn } from "../../../fixtures/mailbox.ts";
import { methodBench } from "../../../fixtures/method-context.ts";
import { invalidField, proved } from "../contract/makers.ts";
import { emailLink } from "./index.ts";

const MINUTE = 60_000;
const email = "ada@example.com";
const profile = { email, emailVerified: true, trusted: true, name: null, image: null };
const signedIn = proved({ kind: "email", profile }, { amr: ["email"], factors: 1 });

function setUp(options: { page?: string; lifetime?: number } = {}) {
  const box = mailbox();
  return { ...box, bench: methodBench(emailLink({ send: box.send, ...options })) };
}

test("E1: opening a link shows a button, and changes nothing however often it is opened", async () => {
  const { bench, last } = setUp();
  expect(await bench.run("signIn", { email })).toMatchObject({ type: "sent" });
  const token = tokenIn(last());
  const url = last().url ?? "";
  for (let time = 0; time < 3; time++) {
    const opened = await bench.run("callback", {}, { url });
    expect(opened).toMatchObject({
      type: "page",
      page: {
        code: null,
        action: { url: "http://localhost:3000/api/auth/sign-in/it/confirm", fields: { token } },
      },
    });
  }
  expect(await bench.run("confirm", { token })).toEqual(signedIn);
});

test("E1: a scanner that opens the link, runs scripts and posts the form does not use it up", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const token = tokenIn(last());
  for (let time = 0; time < 3; time++) {
    await inAnotherBrowser(bench, async () => {
      expect(await bench.run("callback", { token })).toMatchObject({ type: "page" });
      expect(await bench.run("confirm", { token })).toMatchObject({ type: "page" });
    });
  }
  expect(await bench.run("confirm", { token })).toEqual(signedIn);
});

test("E2: a link counts once, also for concurrent calls", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const token = tokenIn(last());
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () => bench.run("confirm", { token })),
  );
  expect(outcomes.filter(({ type }) => type === "proved")).toHaveLength(1);
  expect(await bench.run("confirm", { token })).toMatchObject({ reason: "expired" });
  expect(await bench.run("callback", { token })).toMatchObject({ reason: "expired" });
});

test("E2: a link counts for ten minutes at most", async () => {
  const { bench, last } = setUp();
  const now = Date.now();
  await bench.run("signIn", { email }, { now });
  const token = tokenIn(last());
  expect(last().expiresAt).toEqual(new Date(now + 10 * MINUTE));
  const expired = { reason: "expired" };
  expect(await bench.run("callback", { token }, { now: now + 10 * MINUTE })).toMatchObject(expired);
  expect(await bench.run("confirm", { token }, { now: now + 10 * MINUTE })).toMatchObject(expired);
  expect(await bench.run("confirm", { token }, { now: now + 10 * MINUTE - 1 })).toEqual(signedIn);
});

test("E2: a lifetime of more than ten minutes is refused", () => {
  const { send } = mailbox();
  expect(() => emailLink({ send, lifetime: "11m" })).toThrow("lifetime is longer than 10 minutes");
  expect(() => emailLink({ send, lifetime: "10m" })).not.toThrow();
});

test("E4: the store holds neither the token of a link nor its code", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const { oneTime } = bench.accounts;
  const kept = await oneTime.list("email-sign-in", email, Date.now());
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(tokenIn(last()).split(".")[1]);
  expect(JSON.stringify(kept)).not.toContain(last().code);
});

test("E4: a token whose request, MAC or form is changed is refused", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const [id = "", mac = ""] = tokenIn(last()).split(".");
  const flipped = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);
  const wrong = [
    `${flipped(id)}.${mac}`,
    `${id}.${flipped(mac)}`,
    id,
    `${id}.`,
    `${id}.${mac}x`,
    "",
  ];
  for (const token of wrong) {
    expect(await bench.run("callback", { token })).toMatchObject({ reason: "expired" });
    expect(await bench.run("confirm", { token })).toMatchObject({ reason: "expired" });
  }
});

test("E4: a one-time token of another purpose is no link, even with the same id", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const token = tokenIn(last());
  const { oneTime } = bench.accounts;
  const [id = ""] = token.split(".");
  const taken = await oneTime.take(id, Date.now());
  if (taken === null) throw new Error("The request is missing.");
  await oneTime.put({ ...taken, purpose: "password-reset" }, Date.now());
  expect(await bench.run("confirm", { token })).toMatchObject({ reason: "expired" });
  await oneTime.take(id, Date.now());
  await oneTime.put({ ...taken, purpose: "email-verify" }, Date.now());
  expect(await bench.run("confirm", { token })).toMatchObject({ reason: "expired" });
});

test("E5: a link dies when its address gets another user", async () => {
  const { bench, last } = setUp();
  const ada = await addUser(bench, email);
  await bench.run("signIn", { email });
  const token = tokenIn(last());
  await bench.accounts.users.update(ada.id, { email: "ada@new.example" });
  await addUser(bench, email);
  expect(await bench.run("confirm", { token })).toMatchObject({ reason: "expired" });
});

test("E5: a link for an address without a user dies when a user takes the address", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const token = tokenIn(last());
  await addUser(bench, email);
  expect(await bench.run("confirm", { token })).toMatchObject({ reason: "expired" });
});

test("E5: a link dies when its user leaves the address", async () => {
  const { bench, last } = setUp();
  const ada = await addUser(bench, email);
  await bench.run("signIn", { email });
  const token = tokenIn(last());
  await bench.accounts.users.update(ada.id, { email: null });
  expect(await bench.run("confirm", { token })).toMatchObject({ reason: "expired" });
});

test("E6: a link that is opened in another browser shows a code, and never signs in", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const token = tokenIn(last());
  const elsewhere = await inAnotherBrowser(bench, () => bench.run("confirm", { token }));
  expect(elsewhere).toMatchObject({ type: "page", page: { code: last().code, action: null } });
  expect(await bench.run("code", { code: last().code })).toEqual(signedIn);
});

test("E6: a link of an attacker's request does not sign in the browser of a victim", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email: "eve@evil.example" });
  const token = tokenIn(last());
  // The victim has begun a sign-in of her own.
  await inAnotherBrowser(bench, async () => {
    await bench.run("signIn", { email });
    const outcome = await bench.run("confirm", { token });
    expect(outcome).toMatchObject({ type: "page" });
  });
});

test("a browser that asks again for the same address soon gets the same link and code", async () => {
  const { bench, mails } = setUp();
  const now = Date.now();
  await bench.run("signIn", { email }, { now });
  await bench.run("signIn", { email }, { now: now + 4 * MINUTE });
  const [first, second] = mails;
  expect(second).toEqual(first);
});

test("a browser that asks again later gets a new request, and the former one ends", async () => {
  const { bench, mails, last } = setUp();
  const now = Date.now();
  await bench.run("signIn", { email }, { now });
  const former = tokenIn(last());
  await bench.run("signIn", { email }, { now: now + 6 * MINUTE });
  expect(mails).toHaveLength(2);
  expect(tokenIn(last())).not.toBe(former);
  const later = { now: now + 7 * MINUTE };
  expect(await bench.run("confirm", { token: former }, later)).toMatchObject({ reason: "expired" });
  expect(await bench.run("confirm", { token: tokenIn(last()) }, later)).toEqual(signedIn);
});

test("a browser that asks again after the secret of its request was removed gets a new request", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const { oneTime } = bench.accounts;
  const [id = ""] = tokenIn(last()).split(".");
  const taken = await oneTime.take(id, Date.now());
  if (taken === null) throw new Error("The request is missing.");
  const data = JSON.stringify({ ...JSON.parse(taken.data), kid: "gone" });
  await oneTime.put({ ...taken, data }, Date.now());
  expect(await bench.run("code", { code: last().code })).toMatchObject({ reason: "expired" });
  expect(await bench.run("signIn", { email })).toMatchObject({ type: "sent" });
  expect(await bench.run("confirm", { token: tokenIn(last()) })).toEqual(signedIn);
});

test("a request for another address ends the former one of the browser", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email: "typo@example.com" });
  const former = tokenIn(last());
  await bench.run("signIn", { email });
  expect(await bench.run("confirm", { token: former })).toMatchObject({ reason: "expired" });
  expect(await bench.run("confirm", { token: tokenIn(last()) })).toEqual(signedIn);
});

test("the link leads to the page of the application when there is one", async () => {
  const { bench, last } = setUp({ page: "/sign-in/confirm?from=mail" });
  await bench.run("signIn", { email });
  expect(last().url).toMatch(/^http:\/\/localhost:3000\/sign-in\/confirm\?from=mail&token=/);
  expect(await bench.run("confirm", { token: tokenIn(last()) })).toEqual(signedIn);
});

test.each(["https://evil.example/", "//evil.example", "confirm", "/\\evil.example"])(
  "the page %j is refused, because it is no path of this site",
  (page) => {
    expect(() => emailLink({ send: mailbox().send, page })).toThrow("page must be a path");
  },
);

test("emailLink() needs a send function, and refuses unknown options", () => {
  const { send } = mailbox();
  expect(() => emailLink({} as never)).toThrow("send is missing");
  expect(() => emailLink({ send, pages: "/x" } as never)).toThrow("pages is not an option");
});

test.each([undefined, "", "ada", "ada@example.com,eve@evil.example", ["ada@example.com"]])(
  "the address %j is refused before any mail",
  async (given) => {
    const { bench, mails } = setUp();
    const outcome = await bench.run("signIn", { email: given });
    expect(outcome).toEqual(invalidField("email"));
    expect(mails).toEqual([]);
  },
);
