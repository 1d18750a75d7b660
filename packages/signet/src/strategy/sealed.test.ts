import { expect, test } from "vitest";
import { z } from "zod";
import { createSignet } from "../engine/create-signet.ts";
import { type TestBrowser, testBrowser } from "../testing/browser.ts";
import { testClock } from "../testing/clock.ts";
import { sealed } from "./sealed.ts";

const secret = "a-secret-for-sealed-tests-0123456789-abcd";
const data = z.object({ note: z.string() });
const LOCAL = { host: "localhost:3000" };
const DAY = 86_400_000;
const LARGE = "l".repeat(7_000);

async function signedIn(note: string) {
  const clock = testClock();
  const signet = createSignet({ strategy: sealed(), secret, data, now: () => clock.now() });
  const browser = testBrowser();
  const issued = await signet.signIn(browser.headers(), { userId: "ada", data: { note } });
  browser.receive(issued.setCookies);
  return { signet, browser, issued, clock };
}

function namesHeld(browser: TestBrowser): string[] {
  return browser
    .headers()
    .cookie.split("; ")
    .map((pair) => pair.split("=", 1)[0] ?? "");
}

test("a client cannot read a sealed() session", async () => {
  const { browser, issued } = await signedIn("a-private-note");
  const shown = issued.credential
    .split(".")
    .map((part) => Buffer.from(part, "base64url").toString());
  for (const word of ["a-private-note", "ada", issued.session.id]) {
    expect(shown.join()).not.toContain(word);
    expect(browser.headers().cookie).not.toContain(word);
  }
});

test("a large session takes several cookies, and is read by cookie and by bearer token", async () => {
  const { signet, browser, issued } = await signedIn(LARGE);
  expect(namesHeld(browser)).toEqual(["signet.0", "signet.1", "signet.2"]);
  for (const request of [
    browser.headers(),
    { ...LOCAL, authorization: `Bearer ${issued.credential}` },
  ]) {
    expect(await signet.read(request)).toMatchObject({ session: { data: { note: LARGE } } });
  }
});

test("a session that shrinks or grows leaves only one form of the cookie", async () => {
  const { signet, browser } = await signedIn(LARGE);
  const sizes = [
    { note: "small", names: ["signet"] },
    { note: LARGE, names: ["signet.0", "signet.1", "signet.2"] },
    { note: "m".repeat(4_000), names: ["signet.0", "signet.1"] },
    { note: "", names: ["signet"] },
  ];
  for (const { note, names } of sizes) {
    browser.receive((await signet.update(browser.headers(), { note })).setCookies);
    expect(namesHeld(browser)).toEqual(names);
    expect(await signet.read(browser.headers())).toMatchObject({ session: { data: { note } } });
  }
});

test("every chunk of a session that is not persistent ends with the browser, also after a renewal and an update", async () => {
  const { signet, browser, clock } = await signedIn("");
  const input = { userId: "ada", data: { note: LARGE }, persistent: false };
  const { setCookies, session } = await signet.signIn(browser.headers(), input);
  const kept = (texts: readonly string[]) => texts.filter((text) => !/Max-Age=0|-ended/.test(text));
  expect(kept(setCookies)).toHaveLength(3);
  browser.receive(setCookies);
  clock.advance(2 * DAY);
  const renewed = await signet.renew(browser.headers(), await signet.read(browser.headers()));
  const updated = await signet.update(browser.headers(), { note: "m".repeat(4_000) });
  expect([kept(renewed).length, kept(updated.setCookies).length]).toEqual([3, 2]);
  for (const text of [setCookies, renewed, updated.setCookies].flatMap(kept)) {
    expect(text).not.toMatch(/Max-Age|Expires/i);
  }
  expect(updated.session).toMatchObject({ id: session.id, terms: { persistent: false } });
});

test("concurrent responses never leave the browser without a session", async () => {
  const notes = ["small", "m".repeat(4_000), LARGE];
  for (const before of notes) {
    for (const grown of notes) {
      const { signet, browser, clock } = await signedIn(before);
      clock.advance(2 * DAY);
      const headers = browser.headers();
      const renewal = await signet.renew(headers, await signet.read(headers));
      const { setCookies: update } = await signet.update(headers, { note: grown });
      for (const [first, second] of [
        [renewal, update],
        [update, renewal],
      ] as const) {
        const tab = testBrowser();
        tab.receive(headers.cookie.split("; "));
        tab.receive(first);
        tab.receive(second);
        expect((await signet.read(tab.headers())).status).toBe("active");
      }
    }
  }
});

test("sign-out deletes every chunk of the cookie", async () => {
  const { signet, browser } = await signedIn(LARGE);
  browser.receive(await signet.signOut(browser.headers()));
  expect(namesHeld(browser)).toEqual(["signet-ended"]);
});

test("a whole credential together with chunks is a conflict, in either order", async () => {
  const { signet, browser } = await signedIn("small");
  const planted = await signedIn(LARGE);
  const both = [browser.headers().cookie, planted.browser.headers().cookie];
  for (const cookie of [both.join("; "), both.toReversed().join("; ")]) {
    expect(await signet.read({ ...LOCAL, cookie })).toEqual({
      status: "rejected",
      reason: "conflict",
    });
  }
});

test("two chunks with the same name are a conflict", async () => {
  const { signet, browser } = await signedIn(LARGE);
  const other = await signedIn(LARGE);
  for (const name of ["signet.0", "signet.1", "signet.2"]) {
    const chunk = other.browser
      .headers()
      .cookie.split("; ")
      .find((pair) => pair.startsWith(`${name}=`));
    for (const cookie of [
      `${browser.headers().cookie}; ${chunk}`,
      `${chunk}; ${browser.headers().cookie}`,
    ]) {
      expect(await signet.read({ ...LOCAL, cookie })).toEqual({
        status: "rejected",
        reason: "conflict",
      });
    }
  }
});

test("sign-in resolves a conflict of chunks", async () => {
  const { signet, browser } = await signedIn("small");
  const { browser: planted } = await signedIn(LARGE);
  browser.receive(planted.headers().cookie.split("; "));
  expect(await signet.read(browser.headers())).toMatchObject({ reason: "conflict" });
  const again = await signet.signIn(browser.headers(), { userId: "ada", data: { note: "n" } });
  browser.receive(again.setCookies);
  expect(namesHeld(browser)).toEqual(["signet"]);
});

test("chunks of two sessions are no credential, and neither are chunks with one missing", async () => {
  const one = (await signedIn(LARGE)).browser.headers().cookie.split("; ");
  const two = (await signedIn(LARGE)).browser.headers().cookie.split("; ");
  const { signet } = await signedIn("");
  for (let at = 0; at < one.length; at++) {
    const mixed = one.with(at, two[at] ?? "").join("; ");
    expect(await signet.read({ ...LOCAL, cookie: mixed })).toMatchObject({ status: "rejected" });
    const cut = one.toSpliced(at, 1).join("; ");
    expect((await signet.read({ ...LOCAL, cookie: cut })).status).not.toBe("active");
  }
});

test("cookies with names similar to a chunk are ignored", async () => {
  const { signet, browser } = await signedIn(LARGE);
  const { cookie } = browser.headers();
  for (const [name, other] of [
    ["signet.0", "signet.00"],
    ["signet.0", "signet.4"],
    ["signet.0", "Signet.0"],
    ["signet.0", "xsignet.0"],
  ] as const) {
    const renamed = cookie.replace(`${name}=`, `${other}=`);
    expect(await signet.read({ ...LOCAL, cookie: renamed })).toEqual({ status: "anonymous" });
  }
});

test("a session beyond four cookies is refused with its size and a remedy, and no cookie is set", async () => {
  const { signet, browser } = await signedIn("small");
  const before = browser.headers().cookie;
  const tooLarge = signet.update(browser.headers(), { note: "x".repeat(12_000) });
  await expect(tooLarge).rejects.toThrow(/takes \d+ bytes of cookies.*database\(\{ store \}\)/);
  await expect(tooLarge).rejects.toMatchObject({ code: "cookie-too-large" });
  expect(browser.headers().cookie).toBe(before);
  expect((await signet.read(browser.headers())).status).toBe("active");
});

test("on https the chunks have the prefix and the attributes of a session cookie", async () => {
  const signet = createSignet({ strategy: sealed(), secret, data });
  const { setCookies } = await signet.signIn(
    { host: "app.example", "x-forwarded-proto": "https" },
    { userId: "ada", data: { note: LARGE } },
  );
  const chunks = setCookies.filter((text) => !text.includes("Max-Age=0"));
  expect(chunks).toHaveLength(3);
  for (const [at, text] of chunks.entries()) {
    expect(text).toMatch(new RegExp(`^__Host-signet\\.${at}=`));
    expect(text).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(Buffer.byteLength(text.split(";", 1)[0] ?? "")).toBeLessThanOrEqual(4_097);
  }
});

test("a sealed token is refused after its secret was removed, and a session that was renewed before stays active", async () => {
  const { browser, clock } = await signedIn("note");
  const fresh = "quite-a-fresh-secret-0123456789-abcdefghi";
  const now = () => clock.now();
  const during = createSignet({ strategy: sealed(), secret: [fresh, secret], data, now });
  const after = createSignet({ strategy: sealed(), secret: fresh, data, now });
  const old = browser.headers();
  clock.advance(2 * DAY);
  browser.receive(await during.renew(old, await during.read(old)));
  expect((await after.read(browser.headers())).status).toBe("active");
  expect(await after.read(old)).toEqual({ status: "rejected", reason: "unknown-key" });
});
