import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, httpClient } from "../harness/client.ts";
import { startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";

const SECRET_TEXT = "Secret of";

describe.each(["jwt", "database"] as const)("signet-auth/next under %s()", (strategy) => {
  let app: NextApp;
  beforeAll(async () => {
    app = await startFixture({ strategy });
  });
  afterAll(() => app.stop());

  async function signedIn(userId = "ada"): Promise<Client> {
    const client = httpClient(app.url);
    const answer = await client.send("/api/sign-in", json({ userId }));
    expect(answer.status).toBe(200);
    return client;
  }

  const origin = () => ({ origin: app.url });

  test("a guarded page receives its props, and its title and its layout receive the session", async () => {
    const client = await signedIn("grace");
    expect((await client.send("/team/7?tab=x")).text.replaceAll("<!-- -->", "")).toContain(
      "Secret of grace: team 7, tab x",
    );
    expect((await client.send("/private")).text).toContain(
      "<title>Fixture: secret title of grace</title>",
    );
    const { text } = await client.send("/inside");
    expect(text).toContain("The page inside");
    expect(text).toContain("grace");
  });

  test("a guarded layout redirects a visitor to the sign-in page with a returnTo parameter", async () => {
    const { status, headers, text } = await httpClient(app.url).send("/inside?tab=1");
    expect(status).toBe(307);
    expect(headers.get("location")).toBe("/sign-in?returnTo=%2Finside%3Ftab%3D1");
    expect(text).not.toContain(SECRET_TEXT);
  });

  test("a page with a fallback shows it first, and then sends visitors to the sign-in page", async () => {
    const { status, text } = await httpClient(app.url).send("/team/7?tab=x");
    expect(status).toBe(200);
    expect(text).toContain("The team is on its way");
    expect(text).toContain('content="1;url=/sign-in?returnTo=%2Fteam%2F7%3Ftab%3Dx"');
    expect(text).not.toContain(SECRET_TEXT);
  });

  test("a prerendered page without a session stays cacheable", async () => {
    const { headers } = await httpClient(app.url).send("/");
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get("cache-control")).toContain("s-maxage");
  });

  describe("a Server Action", () => {
    /** Submits one of the page's forms as a browser without JavaScript does. */
    async function submit(client: Client, at: number, headers: Record<string, string>) {
      const { text } = await (await signedIn("form")).send("/form");
      const ids = [...text.matchAll(/name="(\$ACTION_ID_[0-9a-f]+)"/g)].map(
        (match) => match[1] ?? "",
      );
      const body = new FormData();
      body.set(ids[at] ?? "no such form", "");
      body.set("name", "Renamed");
      return client.send("/form", { method: "POST", body, headers });
    }
    const name = async (client: Client) =>
      JSON.parse((await client.send("/api/me")).text).data?.name;

    test("a guarded Server Action receives the session and can update it", async () => {
      const client = await signedIn();
      const { status, text } = await submit(client, 0, origin());
      expect(status).toBe(200);
      expect(text).toContain("Renamed");
      expect(await name(client)).toBe("Renamed");
    });

    test("a guarded Server Action refuses a request unless its headers show the same origin", async () => {
      const client = await signedIn();
      await submit(client, 0, {});
      await submit(client, 0, { origin: "https://evil.example" });
      await submit(client, 0, { ...origin(), "sec-fetch-site": "cross-site" });
      expect(await name(client)).toBe("ada");
    });

    test("a guarded Server Action without a session redirects to the sign-in page with returnTo", async () => {
      const client = await signedIn();
      await submit(client, 1, origin());
      const { status, headers } = await submit(client, 0, origin());
      expect(status).toBe(303);
      expect(headers.get("location")).toBe("/sign-in?returnTo=%2Fform");
    });

    test("a guarded Server Action can sign out", async () => {
      const client = await signedIn();
      await submit(client, 1, origin());
      expect((await client.send("/api/me")).status).toBe(401);
    });
  });

  test("a sign-in in a Server Component throws an explanation and leaves no session in the store", async () => {
    const { text, headers } = await httpClient(app.url).send("/wrong");
    expect(text).toContain("A Server Component cannot set cookies");
    expect(headers.getSetCookie()).toEqual([]);
    if (strategy === "jwt") return;
    const wrong = await signedIn("wrong");
    const { sessions } = JSON.parse((await wrong.send("/api/auth/sessions")).text);
    expect(sessions).toHaveLength(1);
  });
});

function json(body: object): RequestInit {
  return { method: "POST", body: JSON.stringify(body) };
}
