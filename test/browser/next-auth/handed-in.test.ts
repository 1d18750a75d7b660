import { describe, expect, test } from "vitest";
import { reads, sessionOf, signOut, update, useSite } from "./setting.ts";
import { focus, quiet } from "./tab.ts";

const { open, signedIn, signedOut } = useSite();

describe("a session that the server hands in later", () => {
  test("a page that a Server Action renders again brings its session at once", async () => {
    const one = await open("one", { session: null });
    await signedIn();
    await one.render({ session: sessionOf("Ada") });
    await one.shows("authenticated Ada");
    expect(await one.states()).toEqual(["unauthenticated null", "authenticated Ada"]);
    expect(one.asked()).toEqual([]);
  });

  test("no effect of a component sees the state before it", async () => {
    const one = await open("one", { session: null, inside: false });
    await one.render({ session: sessionOf("Ada"), options: { required: true }, calls: true });
    await one.shows("authenticated Ada");
    const seen = await one.page.evaluate(() => [tab.effects, tab.calls]);
    expect(seen).toEqual([["authenticated Ada"], 0]);
  });

  test("an equal session, or undefined, changes nothing", async () => {
    const one = await open("one", { session: sessionOf("Ada") });
    await signedIn();
    await update(one, { name: "Bea" });
    await one.render({ session: sessionOf("Ada") });
    await one.render({});
    await quiet([one]);
    expect((await one.states()).at(-1)).toBe("authenticated Bea");
    expect(reads(one)).toBe(0);
  });

  test("a page that is older than an update or a sign-out of this tab is checked with the server", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    await update(one, { name: "Bea" });
    await one.render({ session: sessionOf("Ada", "2027-02-02T00:00:00.000Z") });
    await quiet([one]);
    expect(await one.states()).toEqual(["authenticated Ada", "authenticated Bea"]);
    expect(reads(one)).toBe(1);
    await signOut(one);
    await one.render({ session: sessionOf("Bea", "2027-03-03T00:00:00.000Z") });
    await quiet([one]);
    expect((await one.states()).at(-1)).toBe("unauthenticated null");
    expect(reads(one)).toBe(3);
  });

  test("null is checked with the server, because a static page may have handed it in", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    await one.render({ session: null });
    await quiet([one]);
    expect(await one.states()).toEqual(["authenticated Ada"]);
    expect(reads(one)).toBe(1);
    await signedOut();
    await one.render({ session: sessionOf("Ada") });
    await one.render({ session: null });
    await one.shows("unauthenticated null");
  });
});

describe("the first render", () => {
  test.each([
    ["a session", { session: sessionOf("Ada") }, "authenticated Ada"],
    ["null", { session: null }, "unauthenticated null"],
    ["no session", {}, "loading undefined"],
  ] as const)(
    "with %s, the HTML of the server is that of the browser",
    async (_title, props, state) => {
      if (state.endsWith("Ada")) await signedIn();
      const one = await open("one", null);
      const complaints: string[] = [];
      one.page.on("console", (message) => complaints.push(message.text()));
      one.page.on("pageerror", ({ message }) => complaints.push(message));
      await one.page.evaluate((given) => {
        const html = tab.html(given);
        tab.states.length = 0;
        (document.getElementById("root") as HTMLElement).innerHTML = html;
        tab.hydrate(given);
      }, props);
      await quiet([one]);
      expect((await one.states())[0]).toBe(state);
      expect(complaints).toEqual([]);
    },
  );

  test("in Strict Mode, a session that was handed in needs no read, and no session needs one", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada"), strict: true });
    const two = await open("two", { strict: true });
    await two.shows("authenticated Ada");
    await quiet([one, two]);
    expect([reads(one), reads(two)]).toEqual([0, 1]);
  });

  test("a read with an equal session renders nothing again", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    await focus(one);
    await quiet([one]);
    expect(reads(one)).toBe(1);
    expect(await one.page.evaluate(() => tab.effects)).toEqual(["authenticated Ada"]);
  });
});
