import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseOptions } from "../engine/config.ts";
import { createEngine } from "../engine/engine.ts";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { jwt } from "../strategy/jwt.ts";
import { testBrowser } from "../testing/browser.ts";
import { answer } from "./answer.ts";

const ORIGIN = "http://localhost:3000";
const data = z.object({
  name: z.string(),
  role: z.enum(["member", "admin"]).default("member"),
  theme: z.enum(["light", "dark"]).default("light"),
});

interface Sent {
  readonly body?: string;
  readonly allowed?: readonly string[];
  readonly headers?: Record<string, string>;
}

describe.each([
  ["jwt()", () => jwt()],
  ["database()", () => database({ store: memoryStore() })],
])("under %s", (_name, makeStrategy) => {
  async function signedIn() {
    const secret = "a-secret-for-endpoint-tests-0123456789-a";
    const engine = createEngine(parseOptions({ strategy: makeStrategy(), secret }), data);
    const browser = testBrowser();
    const begun = await engine.signIn(browser.headers(), { userId: "1", data: { name: "Ada" } });
    browser.receive(begun.setCookies);
    const cookies = () => ({ cookie: browser.headers().cookie, origin: ORIGIN });
    async function patch({ body = "", allowed = [], headers = cookies() }: Sent) {
      const request = new Request(`${ORIGIN}/api/auth/session`, { method: "PATCH", body, headers });
      const response = await answer(engine, request, ["session"], allowed);
      browser.receive(response.headers.getSetCookie());
      const answered: { detail?: string; session?: unknown } = JSON.parse(await response.text());
      return { status: response.status, body: answered, headers: response.headers };
    }
    async function stored() {
      const reading = await engine.read(browser.headers());
      return reading.status === "active" ? reading.session.data : null;
    }
    return { engine, patch, stored, credential: begun.credential };
  }

  test("PATCH session changes a member that clientUpdates lists", async () => {
    const { patch, stored } = await signedIn();
    const { status, body, headers } = await patch({ body: '{"theme":"dark"}', allowed: ["theme"] });
    expect([status, body]).toMatchObject([200, { session: { data: { theme: "dark" } } }]);
    expect(body).not.toHaveProperty("credential");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(await stored()).toEqual({ name: "Ada", role: "member", theme: "dark" });
  });

  test("without clientUpdates every patch is refused, and the response names the option", async () => {
    const { patch, stored } = await signedIn();
    for (const body of ['{"role":"admin"}', "{}", ""]) {
      const answered = await patch({ body });
      expect(answered.status).toBe(403);
      expect(answered.body.detail).toContain("clientUpdates");
    }
    expect(await stored()).toMatchObject({ role: "member" });
  });

  test.each([
    '{"role":"admin"}',
    '{"theme":"dark","role":"admin"}',
    '{"__proto__":{"role":"admin"}}',
    '{"Theme":"dark"}',
  ])("a client cannot change a member that clientUpdates does not list: %s", async (body) => {
    const { patch, stored } = await signedIn();
    const { status, body: problem } = await patch({ body, allowed: ["theme", "name"] });
    expect(status).toBe(403);
    expect(problem.detail).toMatch(/may not change "(role|__proto__|Theme)".*clientUpdates/);
    expect(await stored()).toEqual({ name: "Ada", role: "member", theme: "light" });
  });

  test.each([
    ["is no JSON", "theme=dark"],
    ["is an array", '["theme"]'],
    ["is null", "null"],
    ["is too long", JSON.stringify({ theme: "x".repeat(17_000) })],
    ["does not match the data schema", '{"theme":"pink"}'],
  ])("a patch that %s gives 400 and changes nothing", async (_what, body) => {
    const { patch, stored } = await signedIn();
    const answered = await patch({ body, allowed: ["theme"] });
    expect(answered.status).toBe(400);
    expect(answered.body.detail).not.toContain("pink");
    expect(await stored()).toMatchObject({ theme: "light" });
  });

  test("a patch of another site or without a session is refused", async () => {
    const { patch, stored, credential } = await signedIn();
    const sent = { body: '{"theme":"dark"}', allowed: ["theme"] };
    expect(await patch({ ...sent, headers: { origin: ORIGIN } })).toMatchObject({ status: 401 });
    const cookie = `signet=${credential}`;
    expect(await patch({ ...sent, headers: { cookie } })).toMatchObject({ status: 403 });
    expect(await stored()).toMatchObject({ theme: "light" });
  });

  test("a client with a bearer token receives the new credential in the body", async () => {
    const { patch, credential } = await signedIn();
    const headers = { authorization: `Bearer ${credential}` };
    const answered = await patch({ body: '{"theme":"dark"}', allowed: ["theme"], headers });
    expect(answered).toMatchObject({ status: 200, body: { credential: expect.any(String) } });
    expect(answered.headers.getSetCookie()).toEqual([]);
  });

  test("a patch without a length is read up to 64 kB", async () => {
    const { engine } = await signedIn();
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16_384;
        if (sent > 1_000_000) controller.close();
        else controller.enqueue(new Uint8Array(16_384).fill(0x20));
      },
    });
    const address = `${ORIGIN}/api/auth/session`;
    const request = new Request(address, { method: "PATCH", body, duplex: "half" });
    expect((await answer(engine, request, ["session"], ["theme"])).status).toBe(400);
    expect(sent).toBeLessThan(200_000);
  });
});
