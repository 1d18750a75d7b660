import { describe, expect, test } from "vitest";
import { ORIGINAL, OURS, reads, sessionOf, signOut, update, useSite } from "./setting.ts";
import { focus, quiet } from "./tab.ts";

const { site, open, signedIn, signedOut, setOffline, hold } = useSite();

describe("an outage signs nobody out", () => {
  test.each([503, 500, 429, 0])("a read that fails with %i leaves the session", async (failure) => {
    await signedIn();
    for (const library of [ORIGINAL, OURS] as const) {
      const one = await open(library === OURS ? "ours" : "original", {}, library);
      await one.shows("authenticated Ada");
      site().failures.set("session", failure);
      await focus(one);
      await quiet([one]);
      site().failures.clear();
      const states = await one.states();
      if (library === OURS) expect(states).toEqual(["loading undefined", "authenticated Ada"]);
      else expect(states.at(-1)).toBe("unauthenticated null");
    }
  });

  test("a first read that fails is repeated until the server answers, and nobody has to sign in", async () => {
    await signedIn();
    site().failures.set("session", 503);
    const one = await open("one", { options: { required: true }, calls: true });
    await quiet([one]);
    expect(await one.states()).toEqual(["loading undefined"]);
    site().failures.clear();
    await one.shows("authenticated Ada");
    expect(await one.page.evaluate(() => tab.calls)).toBe(0);
    expect(reads(one)).toBeLessThanOrEqual(3);
  });

  test("a connection that comes back ends the wait for the next try", async () => {
    await signedIn();
    site().failures.set("session", 0);
    const one = await open("one");
    await expect.poll(() => reads(one)).toBeGreaterThan(0);
    await quiet([one], 50);
    site().failures.clear();
    await one.page.evaluate(() => window.dispatchEvent(new Event("online")));
    await one.shows("authenticated Ada");
  });

  test("a site without these routes has no session, and a session that is known stays", async () => {
    site().failures.set("session", 404);
    const first = await open("one");
    await first.shows("unauthenticated null");
    const second = await open("two", { session: sessionOf("Ada") });
    await focus(second);
    await quiet([second]);
    expect(await second.states()).toEqual(["authenticated Ada"]);
  });

  test("a sign-out whose answer is followed by an outage still shows a visitor without a session", async () => {
    await signedIn();
    const one = await open("one");
    await one.shows("authenticated Ada");
    site().failures.set("session", 503);
    await signOut(one);
    expect((await one.states()).at(-1)).toBe("unauthenticated null");
  });
});

describe("update", () => {
  test("an update shows no other state than the former and the new session", async () => {
    await signedIn();
    const states = [];
    for (const library of [ORIGINAL, OURS] as const) {
      const one = await open(
        library === OURS ? "ours" : "original",
        { session: sessionOf("Ada") },
        library,
      );
      site().reset();
      expect(await update(one, { name: "Bea" })).toMatchObject({ user: { name: "Bea" } });
      expect(one.asked()).toEqual([
        "GET /api/auth/csrf",
        'POST /api/auth/session {"csrfToken":"token","data":{"name":"Bea"}}',
      ]);
      await one.shows("authenticated Bea");
      states.push(await one.states());
    }
    const [original, ours] = states;
    expect(original).toContain("loading Ada");
    expect(ours).toEqual(["authenticated Ada", "authenticated Bea"]);
  });

  test("an update before the first read has ended is sent, and its result counts", async () => {
    await signedIn();
    const release = hold("session");
    const one = await open("one");
    await expect.poll(() => reads(one)).toBe(1);
    site().holds.clear();
    expect(await update(one, { name: "Bea" })).toMatchObject({ user: { name: "Bea" } });
    release();
    await quiet([one]);
    expect(await one.states()).toEqual(["loading undefined", "authenticated Bea"]);
  });

  test("an update finds the session that a Server Action has made", async () => {
    const one = await open("one");
    await one.shows("unauthenticated null");
    await signedIn();
    expect(await update(one)).toMatchObject({ user: { name: "Ada" } });
    await one.shows("authenticated Ada");
  });

  test("two updates at the same time are both sent, one after another", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    await one.page.evaluate(() =>
      Promise.all([tab.value.update({ name: "Bea" }), tab.value.update({ name: "Cy" })]),
    );
    await one.shows("authenticated Cy");
    expect(one.asked().filter((request) => request.startsWith("POST"))).toHaveLength(2);
  });

  test("an update in an outage returns null and leaves the session", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    site().failures.set("session", 503);
    expect(await update(one, { name: "Bea" })).toBe(null);
    expect(await one.states()).toEqual(["authenticated Ada"]);
  });

  test("an update of a visitor whose session has ended shows that", async () => {
    const one = await open("one", { session: sessionOf("Ada") });
    expect(await update(one, { name: "Bea" })).toBe(null);
    await one.shows("unauthenticated null");
  });
});

describe("a late answer", () => {
  test("an answer that comes after a sign-out does not restore the session", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    const release = hold("session");
    await focus(one);
    await expect.poll(() => reads(one)).toBe(1);
    site().holds.clear();
    await signOut(one);
    await one.shows("unauthenticated null");
    release();
    await quiet([one]);
    expect(await one.states()).toEqual(["authenticated Ada", "unauthenticated null"]);
  });

  test("an update that ends after a sign-out does not restore the session", async () => {
    await signedIn();
    const one = await open("one", { session: sessionOf("Ada") });
    const release = hold("session");
    const updated = update(one, { name: "Bea" });
    await expect.poll(() => one.asked().length).toBe(2);
    site().holds.clear();
    await signOut(one);
    release();
    await updated;
    await quiet([one]);
    expect((await one.states()).at(-1)).toBe("unauthenticated null");
  });
});

test("with another basePath, a required session leads to the sign-in page of that path", async () => {
  const props = { session: null, options: { required: true }, basePath: "/other/auth" };
  const one = await open("one", props);
  await one.page.waitForURL(/\/other\/auth\/signin\?error=SessionRequired&callbackUrl=/);
});

test("polls stop while the browser is offline, and go on when it is online", async () => {
  await signedIn();
  const one = await open("one", {
    session: sessionOf("Ada"),
    refetchInterval: 0.1,
    refetchWhenOffline: false,
  });
  await expect.poll(() => reads(one)).toBeGreaterThan(0);
  await setOffline(true);
  await quiet([one], 300);
  await setOffline(false);
  const before = reads(one);
  await expect.poll(() => reads(one)).toBeGreaterThan(before);
});

test("a provider that React has hidden reads again what it has missed, and nothing else", async () => {
  await signedIn();
  const session = sessionOf("Ada");
  const [one, two] = [
    await open("one", { session, mode: "visible" }),
    await open("two", { session }),
  ];
  await one.render({ session, mode: "hidden" });
  await one.render({ session, mode: "visible" });
  await quiet([one]);
  expect(reads(one)).toBe(0);
  await one.render({ session, mode: "hidden" });
  await signOut(two);
  await one.render({ session, mode: "visible" });
  await one.shows("unauthenticated null");
  expect(reads(one)).toBe(1);
});

test("a page that Back restores from memory reads the session again", async () => {
  await signedIn();
  const one = await open("one", { session: sessionOf("Ada") });
  await signedOut();
  await one.page.evaluate(() =>
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  );
  await one.shows("unauthenticated null");
});
