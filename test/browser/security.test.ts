import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../harness/port.ts";
import { SIDES, signIn, useLab } from "./setting.ts";

const { lab, visitor } = useLab();

/** A foreign server. Its page has a form that posts to the address in the query. */
let evil: Server;
let evilPort: number;
beforeAll(async () => {
  evilPort = await freePort();
  evil = createServer((request, response) => {
    const target = new URL(request.url ?? "/", "http://x").searchParams.get("target") ?? "";
    response.setHeader("content-type", "text/html");
    response.end(`<form method="post" action="${target}"></form><p>evil</p>`);
  }).listen(evilPort);
  await once(evil, "listening");
});
afterAll(() => evil.close());

describe.each(SIDES)("under $strategy", ({ strategy, dashboard }) => {
  test("JavaScript cannot read the session cookie", async () => {
    const { page, context } = await visitor();
    await signIn(page, strategy);
    await page.goto(`/${strategy}/dashboard`);
    const names = (await context.cookies()).map(({ name }) => name);
    expect(names).toContain(`signet-${strategy}`);
    expect(await page.evaluate(() => document.cookie)).not.toContain("signet");
  });

  test("a tampered cookie opens no guarded page", async () => {
    const { page, context } = await visitor();
    await signIn(page, strategy);
    const cookie = (await context.cookies()).find(({ name }) => name === `signet-${strategy}`);
    const value = cookie?.value ?? "";
    const at = Math.floor(value.length / 2);
    const changed = value.slice(0, at) + (value[at] === "A" ? "B" : "A") + value.slice(at + 1);
    await context.addCookies([{ name: `signet-${strategy}`, value: changed, url: lab().url }]);
    await page.goto(`/${strategy}/dashboard`);
    expect(new URL(page.url()).pathname).toBe(`/${strategy}/sign-in`);
    await context.addCookies([{ name: `signet-${strategy}`, value, url: lab().url }]);
    await page.goto(`/${strategy}/dashboard`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(dashboard);
  });

  // SameSite=Lax keeps the cookie out of a request from another site, so it has no session. Another port
  // of localhost is the same site, so there the check of the origin refuses the request.
  test.each([
    ["another site", "127.0.0.1", 200],
    ["another origin of the same site", "localhost", 403],
  ])("a form on %s cannot sign the visitor out", async (_whose, host, status) => {
    const { page, complaints } = await visitor();
    await signIn(page, strategy);
    const target = `${lab().url}/api/${strategy}/sign-out`;
    await page.goto(`http://${host}:${evilPort}/?target=${encodeURIComponent(target)}`);
    const [response] = await Promise.all([
      page.waitForResponse(target),
      page.waitForURL(target),
      page.evaluate(() => document.forms[0]?.submit()),
    ]);
    expect(response.status()).toBe(status);
    expect((await response.allHeaders())["set-cookie"]).toBeUndefined();
    const refusals = () => complaints.filter((text) => text.includes("403")).length;
    await expect.poll(refusals).toBe(status === 403 ? 1 : 0);
    complaints.length = 0;
    await page.goto(`${lab().url}/${strategy}/dashboard`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(dashboard);
  });

  test("after signing out, the back button shows no data of the session", async () => {
    const { page } = await visitor();
    await signIn(page, strategy);
    await page.goto(`/${strategy}/dashboard`);
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).first().click();
    await page.waitForURL((url) => !url.pathname.endsWith("/dashboard"));
    await page.goBack({ waitUntil: "commit" });
    await page.waitForURL((url) => !url.pathname.endsWith("/dashboard"));
    expect(new URL(page.url()).pathname).not.toBe(`/${strategy}/dashboard`);
  });
});
