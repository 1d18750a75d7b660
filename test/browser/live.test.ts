import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import type { Visitor } from "../harness/visitor.ts";
import { signIn, useLab } from "./setting.ts";

const { lab, visitor } = useLab();

const ENDED = "Your hybrid session has ended";
const WHEN = /It was revoked from Chrome on Linux, (just now|\d+ seconds ago) \(\d+ \w+ \d{4}, /;

/** Returns the stream requests of a page. The list grows with each request. */
function streamsOf(page: Page): string[] {
  const streams: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/hybrid/live") streams.push(request.url());
  });
  return streams;
}

/** Waits until a page closes its stream. */
function closing(page: Page) {
  return page.waitForEvent("requestfailed", {
    predicate: (request) => new URL(request.url()).pathname === "/api/hybrid/live",
  });
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const watch = (page: Page) => page.getByRole("status").filter({ hasText: "four times a second" });

async function revokeOther({ page }: Visitor, side = "hybrid"): Promise<void> {
  await page.goto(`/${side}/devices`);
  await page.getByRole("button", { name: /^Revoke (?!all)/ }).click();
  await page.getByRole("status").filter({ hasText: "One session revoked" }).waitFor();
}

/** Sets the visibility state that a page sees. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

let laptop: Visitor;
let phone: Visitor;
beforeEach(async () => {
  laptop = await visitor();
  await signIn(laptop.page, "hybrid");
  // No stream of earlier tests is left.
  await laptop.page.request.post("/api/hybrid/sessions/revoke-others", {
    headers: { origin: lab().url },
  });
  phone = await visitor();
  await signIn(phone.page, "hybrid");
});

test("an open page shows that its session was revoked: by which device, when, and how soon it was refused", async () => {
  const { page } = phone;
  await watch(page).waitFor();
  expect(await watch(page).textContent()).toContain(
    "Yes. The server checks its own list of ended sessions four times a second",
  );
  expect(await page.getByRole("banner").textContent()).toContain("Ada Lovelace");

  await revokeOther(laptop);
  await heading(page).filter({ hasText: ENDED }).waitFor();
  const alert = page.getByRole("alert").filter({ hasText: "It was revoked" });
  expect(await alert.textContent()).toMatch(WHEN);
  expect(await alert.textContent()).toMatch(
    /refused it [0-4]\.\d seconds after the store recorded its end/,
  );
  const there = laptop.page.getByRole("status").filter({ hasText: "That device was refused" });
  await there.waitFor();
  const [after = "never"] = /[0-4]\.\d seconds after/.exec((await alert.textContent()) ?? "") ?? [];
  expect(await there.textContent()).toContain(
    `That device was refused ${after} the store recorded the end`,
  );
});

test("when the session has ended, no part of the page shows it as active", async () => {
  const { page } = phone;
  await watch(page).waitFor();
  await revokeOther(laptop);
  await heading(page).filter({ hasText: ENDED }).waitFor();
  expect(await page.getByRole("main").textContent()).not.toMatch(/Hello|Yes\.|Ada/);
  expect(await page.getByRole("banner").textContent()).toContain("Not signed in");
  expect(await heading(page).evaluate((h1) => h1 === document.activeElement)).toBe(true);
  const notice = page.getByRole("alert").filter({ hasText: "It was revoked" });
  const [red = 0, green = 0] = await notice.evaluate((element) =>
    (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(Number),
  );
  expect(red).toBeGreaterThan(2 * green);
  await page.getByRole("link", { name: "Sign in again" }).click();
  await page.waitForURL("**/hybrid/sign-in?returnTo=%2Fhybrid%2Fdashboard");
  await page.getByText(WHEN).waitFor();
});

test.each(["/hybrid/dashboard", "/hybrid/devices"])(
  "one stream and no polling: %s makes one request, however long it is open",
  async (path) => {
    const { page } = phone;
    await page.goto(path);
    await watch(page).waitFor();
    await page.close();
    const again = await phone.context.newPage();
    const streams = streamsOf(again);
    const all: string[] = [];
    await again.goto(path);
    await watch(again).waitFor();
    again.on("request", (request) => {
      if (new URL(request.url()).pathname.startsWith("/api/")) all.push(request.url());
    });
    await again.waitForTimeout(1_500);
    expect(all).toEqual([]);
    expect(streams).toHaveLength(1);
  },
);

test("one of many tabs holds the stream, all tabs show the end, and another tab takes the stream over", async () => {
  await watch(phone.page).waitFor();
  const pages = [phone.page];
  // More than the six connections of a browser to one server.
  while (pages.length < 8) pages.push(await phone.context.newPage());
  const streams = pages.map(streamsOf);
  for (const page of pages) {
    await page.goto("/hybrid/dashboard");
    await watch(page).waitFor();
  }
  expect(streams.flat()).toHaveLength(1);
  const [first, ...others] = pages;
  await first?.close();
  await expect.poll(() => streams.flat().length).toBe(2);
  await revokeOther(laptop);
  for (const page of others) await heading(page).filter({ hasText: ENDED }).waitFor();
  expect(streams.flat()).toHaveLength(2);
});

test("the stream is closed while the page is hidden, and a missed end is shown afterwards", async () => {
  const { page } = phone;
  await watch(page).waitFor();
  const streams = streamsOf(page);
  const closed = closing(page);
  await setHidden(page, true);
  await closed;
  await revokeOther(laptop);
  expect(await heading(page).textContent()).toBe("Hybrid dashboard");
  await setHidden(page, false);
  await heading(page).filter({ hasText: ENDED }).waitFor();
  expect(streams).toHaveLength(1);
});

test("the stream closes when the user leaves the page", async () => {
  const { page } = phone;
  await watch(page).waitFor();
  const closed = closing(page);
  await page.getByRole("banner").getByRole("link", { name: "Compare" }).click();
  await closed;
});

test("after an error of the server, or without a response, the page opens the stream again", async () => {
  const { page, complaints } = phone;
  const answers = ["error", "nothing"];
  await page.route("**/api/hybrid/live*", (route) => {
    const answer = answers.shift();
    if (answer === "error") return route.fulfill({ status: 502 });
    if (answer === "nothing") return route.abort("connectionrefused");
    return route.continue();
  });
  await page.goto("/hybrid/dashboard");
  await watch(page).waitFor();
  expect(answers).toEqual([]);
  complaints.length = 0;
});

test("a tab shows that its session has ended after a new sign-in replaced it", async () => {
  await watch(phone.page).waitFor();
  const other = await phone.context.newPage();
  await signIn(other, "hybrid");
  await watch(other).waitFor();
  await heading(phone.page).filter({ hasText: ENDED }).waitFor();
  await phone.page.getByText("its browser signed in again").waitFor();
  expect(await heading(other).textContent()).toBe("Hybrid dashboard");
});
