import { expect, test } from "vitest";
import type { Page } from "../../fixtures/cookie-jar.ts";
import { A, AFTER_FRAME, eve, FRAME, setUp } from "../../fixtures/cookie-servers.ts";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { jwt } from "../strategy/jwt.ts";
import type { CookieOptions } from "./cookie-options.ts";

test("a partitioned cookie signs in each frame apart, and the page itself", async () => {
  const { jar, engineWith, userAt, signIn, signOut } = setUp(jwt());
  const server = engineWith(FRAME);
  const inShop: Page = { host: "app.example.com", top: "shop.test" };
  const inNews: Page = { host: "app.example.com", top: "news.test" };
  const itself: Page = { host: "app.example.com" };
  await signIn(server, inShop);
  expect(jar.names(inShop)).toEqual(["__Host-signet-partitioned"]);
  expect(await userAt(server, inShop)).toBe("ada");
  for (const page of [inNews, itself]) expect(await userAt(server, page)).toBe("anonymous");
  await signIn(server, itself, eve);
  await signOut(server, inShop);
  expect(await userAt(server, inShop)).toBe("anonymous");
  expect(await userAt(server, itself)).toBe("eve");
});

test("turning partitioned on and off signs nobody out on the page itself", async () => {
  const { clock, jar, engineWith, userAt, signIn, renew } = setUp(jwt());
  await signIn(engineWith({}), A);
  const settings: [CookieOptions, string][] = [
    [FRAME, "__Host-signet-partitioned"],
    [AFTER_FRAME, "__Host-signet"],
  ];
  for (const [cookie, name] of settings) {
    clock.advance(1_000);
    const server = engineWith(cookie);
    expect(await userAt(server, A)).toBe("ada");
    await renew(server, A);
    expect(jar.names(A)).toEqual([name]);
    expect(await userAt(server, A)).toBe("ada");
  }
});

test("with SameSite=None a page of another site still cannot sign in, sign out or change a session", async () => {
  for (const partitioned of [true, false]) {
    const { jar, engineWith, signIn } = setUp(database({ store: memoryStore() }));
    const server = engineWith({ sameSite: "none", partitioned });
    await signIn(server, A);
    const { "sec-fetch-site": _, origin: __, ...headers } = jar.headers(A);
    for (const evidence of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "cross-site", origin: "https://a.example.com" },
      { origin: "https://evil.example" },
      { origin: "https://b.example.com" },
      { origin: "null" },
      {},
    ]) {
      const request = { ...headers, ...evidence };
      for (const attempt of [
        () => server.signIn(request, eve),
        () => server.signOut(request),
        () => server.update(request, { text: "forged" }),
        async () => server.refuseUnmeant(request),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: "cross-site" });
      }
      expect(server.isForged(request, "POST")).toBe(true);
    }
    expect(await server.read(jar.headers(A))).toMatchObject({
      session: { userId: "ada", data: { text: "" } },
    });
  }
});
