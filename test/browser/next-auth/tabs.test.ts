import { describe, expect, test } from "vitest";
import { ORIGINAL, OURS, reads, sessionOf, signOut, update, useSite } from "./setting.ts";
import { focus, quiet, type Tab } from "./tab.ts";

const { site, open, signedIn, signedOut } = useSite();

describe("tabs", () => {
  test.each([
    [ORIGINAL, OURS],
    [OURS, ORIGINAL],
    [OURS, OURS],
  ] as const)(
    "a tab with %s lets a tab with %s know of sign-outs and updates",
    async (from, to) => {
      await signedIn();
      const [first, second] = [await open("one", {}, from), await open("two", {}, to)];
      await Promise.all([first.shows("authenticated Ada"), second.shows("authenticated Ada")]);
      await update(first, { name: "Bea" });
      await second.shows("authenticated Bea");
      await signOut(first);
      await second.shows("unauthenticated null");
    },
  );

  test("a tab lets tabs with both clients know of a sign-in without a redirect", async () => {
    const [first, second, third] = [
      await open("one"),
      await open("two"),
      await open("three", {}, ORIGINAL),
    ];
    await Promise.all([first, second, third].map((one) => one.shows("unauthenticated null")));
    await first.page.evaluate(() =>
      tab.client.signIn("credentials", { redirect: false, username: "Ada" }),
    );
    await Promise.all([first, second, third].map((one) => one.shows("authenticated Ada")));
  });

  test("with 20 tabs, one sign-out causes one read in each, and a look at a tab causes one read", async () => {
    await signedIn();
    const tabs: Tab[] = [];
    for (let at = 0; at < 20; at++)
      tabs.push(await open(`tab${at}`, { session: sessionOf("Ada") }));
    const [first, ...others] = tabs as [Tab, ...Tab[]];
    await focus(first);
    await quiet(tabs);
    expect(tabs.map(reads)).toEqual([1, ...others.map(() => 0)]);
    site().reset();
    await signOut(first);
    await Promise.all(tabs.map((one) => one.shows("unauthenticated null")));
    await quiet(tabs);
    expect(tabs.map(reads)).toEqual(tabs.map(() => 1));
  });

  test("a read that finds another session lets the other tabs know once", async () => {
    await signedIn();
    const tabs = [await open("one"), await open("two"), await open("three")] as const;
    await Promise.all(tabs.map((one) => one.shows("authenticated Ada")));
    await quiet(tabs);
    site().reset();
    await signedOut();
    await focus(tabs[0]);
    await Promise.all(tabs.map((one) => one.shows("unauthenticated null")));
    await quiet(tabs);
    expect(tabs.map(reads)).toEqual([1, 1, 1]);
  });

  test.each(["not JSON", "null", "7", '{"event":"other"}', '{"event":"session"}'])(
    "the message %j of another program causes no read and no error",
    async (message) => {
      const one = await open("one", { session: sessionOf("Ada") });
      const errors: string[] = [];
      one.page.on("pageerror", ({ message }) => errors.push(message));
      const other = await open("two", null);
      await other.page.evaluate((text) => localStorage.setItem("nextauth.message", text), message);
      await quiet([one]);
      expect([errors, one.asked()]).toEqual([[], []]);
    },
  );
});
