import { expect, test, vi } from "vitest";
import { z } from "zod";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { testBrowser } from "../testing/browser.ts";
import { parseOptions } from "./config.ts";
import { createSignet } from "./create-signet.ts";
import { createEngine } from "./engine.ts";

const secret = "a-secret-for-returns-from-providers-0123456789";
const data = z.object({ name: z.string() });
const INPUT = { userId: "ada", data: { name: "Ada" } };
const BEGUN_HERE = { begunHere: true } as const;
const CALLBACK = "https://app.example/api/auth/callback/company";

const engineOn = (cookie = {}) => {
  const options = { strategy: database({ store: memoryStore() }), secret, cookie };
  return createEngine(parseOptions(options), data);
};
/** The return by GET, and the POST of Apple's `response_mode=form_post`. */
const returns = [
  new Request(CALLBACK, { headers: { "sec-fetch-site": "cross-site" } }),
  new Request(CALLBACK, {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site", origin: "https://appleid.apple.com" },
  }),
  new Request(CALLBACK, { method: "POST", headers: { origin: "https://appleid.apple.com" } }),
];

test("a return from another site signs in only if the caller says that this browser began it here", async () => {
  for (const request of returns) {
    const engine = engineOn();
    await expect(engine.signIn(request, INPUT)).rejects.toMatchObject({ code: "cross-site" });
    const { setCookies } = await engine.signIn(request, INPUT, BEGUN_HERE);
    expect(setCookies[0]).toMatch(/^__Host-signet=/);
  }
});

test("a return that carries a session cookie ends the presented session", async () => {
  for (const request of returns) {
    const engine = engineOn();
    const place = { host: "app.example", "x-forwarded-proto": "https" };
    const first = await engine.signIn({ ...place, "sec-fetch-site": "same-origin" }, INPUT);
    const cookie = first.setCookies[0]?.split(";", 1)[0] ?? "";
    const headers = new Headers(request.headers);
    headers.set("cookie", cookie);
    const back = new Request(request, { headers });
    await expect(engine.signIn(back, INPUT)).rejects.toMatchObject({ code: "cross-site" });
    const { session } = await engine.signIn(back, INPUT, BEGUN_HERE);
    expect(session.id).not.toBe(first.session.id);
    expect(await engine.read({ ...place, cookie })).toMatchObject({ reason: "revoked" });
  }
});

test("a return is refused as a prefetch, over plain http, and outside of the cookie's domain", async () => {
  const engine = engineOn();
  const refused = (request: Request) => engine.signIn(request, INPUT, BEGUN_HERE);
  await expect(
    refused(new Request(CALLBACK, { headers: { "sec-purpose": "prefetch" } })),
  ).rejects.toMatchObject({ code: "prefetch" });
  await expect(refused(new Request("http://app.example/"))).rejects.toMatchObject({
    code: "insecure-origin",
  });
  const ofDomain = engineOn({ domain: "example.com" });
  await expect(ofDomain.signIn(new Request(CALLBACK), INPUT, BEGUN_HERE)).rejects.toMatchObject({
    code: "outside-domain",
  });
});

test("in development, a return by GET gives no warning about its safe method", async () => {
  vi.stubEnv("NODE_ENV", "development");
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  await engineOn().signIn(new Request(CALLBACK), INPUT, BEGUN_HERE);
  expect(warn).not.toHaveBeenCalled();
  await engineOn().signIn(new Request(CALLBACK), INPUT);
  expect(warn).toHaveBeenCalledOnce();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("signIn of createSignet() has no way to leave the check of the sender out", async () => {
  const strategy = database({ store: memoryStore() });
  const signet = createSignet({ strategy, secret, data });
  for (const request of returns) {
    const attempt = Reflect.apply(signet.signIn, signet, [request, INPUT, BEGUN_HERE]);
    await expect(attempt).rejects.toMatchObject({ code: "cross-site" });
  }
  expect((await signet.signIn(testBrowser().headers(), INPUT)).session.userId).toBe("ada");
});
