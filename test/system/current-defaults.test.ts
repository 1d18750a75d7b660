import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, httpClient } from "../harness/client.ts";
import { startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";

const SECRET_TEXT = "Secret of";

/** Tests of an app with the current options of create-next-app, which stream pages. */
describe.each(["jwt", "database"] as const)(
  "with the current defaults of Next under %s()",
  (strategy) => {
    let app: NextApp;
    beforeAll(async () => {
      app = await startFixture({ strategy, today: true });
    });
    afterAll(() => app.stop());

    async function signedIn(userId = "ada"): Promise<Client> {
      const client = httpClient(app.url);
      const body = JSON.stringify({ userId });
      expect((await client.send("/api/sign-in", { method: "POST", body })).status).toBe(200);
      return client;
    }

    const signIn = (returnTo: string) => `/sign-in?returnTo=${encodeURIComponent(returnTo)}`;

    test("a streamed guarded page, its layout and its title are shown to a signed-in user", async () => {
      const client = await signedIn("grace");
      for (const path of ["/private", "/unproxied", "/required", "/inside", "/recent", "/team/7"]) {
        const { status, text } = await client.send(path);
        expect([path, status]).toEqual([path, 200]);
        expect([path, text.includes(SECRET_TEXT), text.includes("grace")]).toEqual([
          path,
          true,
          true,
        ]);
      }
      expect((await client.send("/private")).text).toContain("secret title of grace");
      expect((await client.send("/team/7?tab=x")).text).toContain(
        "team <!-- -->7<!-- -->, tab <!-- -->x",
      );
      expect((await client.send("/inside")).text).toContain("The page inside");
    });

    test("the proxy redirects a visitor to the sign-in page before the page is streamed", async () => {
      const { status, headers } = await httpClient(app.url).send("/private?tab=1");
      expect([status, headers.get("location")]).toEqual([307, signIn("/private?tab=1")]);
    });

    test("a page that is already streaming sends a visitor to the sign-in page without its secret", async () => {
      for (const [path, returnTo] of [
        ["/unproxied", "/unproxied"],
        ["/inside?tab=1", "/inside?tab=1"],
        ["/required?tab=1", "/required?tab=1"],
        ["/team/7?tab=x", "/team/7?tab=x"],
      ] as const) {
        const { status, text } = await httpClient(app.url).send(path);
        expect([path, status]).toEqual([path, 200]);
        expect(text).toContain(`content="1;url=${signIn(returnTo)}"`);
        expect(text).not.toContain(SECRET_TEXT);
      }
    });

    test("no request for parts of a page returns its secret", async () => {
      const variants = [
        {},
        { rsc: "1" },
        { rsc: "1", "next-router-prefetch": "1" },
        { rsc: "1", "next-router-prefetch": "2" },
        { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
      ];
      for (const path of [
        "/private",
        "/unproxied",
        "/required",
        "/inside",
        "/team/7",
        "/unproxied/mine",
      ]) {
        for (const headers of variants) {
          const { status, text } = await httpClient(app.url).send(path, { headers });
          expect([path, headers, text.includes(SECRET_TEXT)]).toEqual([path, headers, false]);
          expect(status).toBeLessThan(500);
        }
      }
    });

    test("auth() works in a function with use cache: private", async () => {
      const [ada, nobody] = [await signedIn(), httpClient(app.url)];
      expect((await ada.send("/unproxied/mine")).text).toContain(
        "Cached in the browser of <!-- -->ada",
      );
      expect((await nobody.send("/unproxied/mine")).text).toContain(
        "Cached in the browser of <!-- -->nobody",
      );
    });

    test("without a sign-in page and without authInterrupts, a visitor gets the 404 page", async () => {
      const { text } = await httpClient(app.url).send("/members");
      expect(text).toContain("NEXT_HTTP_ERROR_FALLBACK;404");
      expect(text).not.toContain(SECRET_TEXT);
      expect(app.output()).toContain("createAuth has no signInPath");
    });

    test("guarded routes and the endpoints work with the current defaults of Next", async () => {
      const client = await signedIn();
      expect((await client.send("/api/me")).status).toBe(200);
      expect((await httpClient(app.url).send("/api/me")).status).toBe(401);
      const { text } = await client.send("/api/auth/session");
      expect(JSON.parse(text)).toMatchObject({ session: { userId: "ada" } });
    });

    test("guarded pages and routes of the Pages Router work with the current defaults of Next", async () => {
      const [client, visitor] = [await signedIn(), httpClient(app.url)];
      expect((await client.send("/p/private")).text).toContain(SECRET_TEXT);
      expect((await client.send("/api/p/me")).status).toBe(200);
      expect((await visitor.send("/api/p/me")).status).toBe(401);
      const { status, headers } = await visitor.send("/p/required?tab=1");
      expect([status, headers.get("location")]).toEqual([307, signIn("/p/required?tab=1")]);
    });

    test("no page logs an error about an early use of Date.now()", () => {
      expect(app.output()).not.toMatch(/Date\.now|unstable value|⨯/);
    });
  },
);
