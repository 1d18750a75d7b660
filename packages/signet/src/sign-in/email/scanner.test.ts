import { expect, test } from "vitest";
import { mailbox, tokenIn } from "../../../fixtures/mailbox.ts";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import { emailLink } from "./index.ts";

const email = "ada@example.com";

async function setUp() {
  const { send, last } = mailbox();
  const site = signInSite({ methods: { email: emailLink({ send }) } });
  const owner = site.browser();
  await owner.send("POST sign-in/email", { email });
  const token = tokenIn(last());
  /** The owner opens the link and presses the button. */
  const signIn = async () => {
    await owner.send("GET callback/email", { token }, { asPage: true });
    await owner.send("POST sign-in/email/confirm", { token }, { asPage: true });
    return owner.session();
  };
  return { site, token, code: last().code ?? "", signIn };
}

test("E1: HEAD and prefetch requests for a link neither use it up nor show the code", async () => {
  const { site, token, code, signIn } = await setUp();
  const url = `http://localhost:3000/api/auth/callback/email?token=${token}`;
  const path = ["callback", "email"];
  const head = await site.service.answer(new Request(url, { method: "HEAD" }), path);
  expect(head?.headers.getSetCookie()).toEqual([]);
  for (const headers of [{ purpose: "prefetch" }, { "sec-purpose": "prefetch;prerender" }]) {
    const answer = await site.service.answer(new Request(url, { headers }), path);
    expect(answer?.status).toBe(403);
  }
  const get = await site.service.answer(new Request(url), path);
  expect(await get?.text()).not.toContain(code);
  expect(await signIn()).not.toBeNull();
});

test("E1: a scanner with a browser of its own gets no session, and the owner signs in after it", async () => {
  const { site, token, signIn } = await setUp();
  const scanner = site.browser();
  for (let time = 0; time < 2; time++) {
    const page = await scanner.send("GET callback/email", { token }, { asPage: true });
    expect(page.status).toBe(200);
    await scanner.send("POST sign-in/email/confirm", { token }, { asPage: true });
    expect(scanner.cookies()).toBe("");
  }
  expect(await signIn()).not.toBeNull();
});

test("E1: a post of another site to the button is refused", async () => {
  const { site, token, signIn } = await setUp();
  const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const answer = await site.browser().send("POST sign-in/email/confirm", { token }, { headers });
  expect(answer.status).toBe(403);
  expect(await signIn()).not.toBeNull();
});

test("the page of a link has no script, names no other site, and sends no address with the token on", async () => {
  const { site, token } = await setUp();
  const page = await site.browser().send("GET callback/email", { token }, { asPage: true });
  expect(page.text).not.toMatch(/<script|onload|http-equiv/i);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.headers.get("referrer-policy")).toMatch(/^(?:no-referrer|same-origin)$/);
  expect(page.headers.get("cache-control")).toBe("no-store");
});

test("R4: too many mails are answered with 429 and Retry-After", async () => {
  const { site } = await setUp();
  const stranger = site.browser();
  let answer = await stranger.send("POST sign-in/email", { email });
  for (let at = 0; at < 30; at++) answer = await stranger.send("POST sign-in/email", { email });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("R1: a browser in which the user has signed in gets mails when strangers have used them up", async () => {
  const { site, signIn } = await setUp();
  expect(await signIn()).not.toBeNull();
  const { send, last } = mailbox();
  const again = signInSite({
    accounts: site.accounts,
    methods: { email: emailLink({ send }) },
  });
  const owner = again.browser();
  const cookie = async () => owner.send("POST sign-in/email", { email });
  await cookie();
  await owner.send("POST sign-in/email/code", { code: last().code ?? "" });
  for (let at = 0; at < 40; at++) await again.browser().send("POST sign-in/email", { email });
  expect((await again.browser().send("POST sign-in/email", { email })).status).toBe(429);
  expect((await cookie()).body).toMatchObject({ status: "sent" });
});
