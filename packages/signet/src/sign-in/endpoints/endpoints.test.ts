import { expect, test } from "vitest";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import {
  challenge,
  done,
  invalidField,
  proved,
  redirect,
  refused,
  sent,
} from "../contract/makers.ts";
import { type MethodParts, operation } from "../contract/operation.ts";
import type { MethodOutcome, RefusalReason } from "../contract/outcome.ts";

/** A method that answers as its input says. */
const answering: MethodParts = {
  kind: "answering",
  role: "first",
  authenticator: null,
  takes: () => true,
  prepare: () => ({
    signIn: operation({
      access: "anyone",
      run: async (_, { outcome }) => JSON.parse(String(outcome)),
    }),
    signUp: operation({
      access: "anyone",
      run: async (_, { outcome }) => JSON.parse(String(outcome)),
    }),
    again: operation({ access: "signed-in", run: async () => done() }),
  }),
};

const site = signInSite({ methods: { it: answering } });
const send = (outcome: MethodOutcome, asPage: boolean) =>
  site
    .browser()
    .send("POST sign-in/it", { outcome: JSON.stringify(outcome), returnTo: "/orders" }, { asPage });

const STATUS: Readonly<Record<RefusalReason, number>> = {
  "invalid-input": 422,
  "weak-password": 422,
  "wrong-credentials": 401,
  "not-signed-in": 401,
  "not-recent": 401,
  expired: 400,
  "no-transaction": 400,
  cancelled: 400,
  "not-allowed": 403,
  "link-needed": 409,
  "identity-taken": 409,
  "last-way-in": 409,
  "rate-limited": 429,
  "provider-failed": 502,
  "provider-unavailable": 503,
};

test("each refusal has its status for scripts, and sends a browser to the sign-in page", async () => {
  for (const [reason, status] of Object.entries(STATUS)) {
    const outcome = refused(reason as RefusalReason);
    const script = await send(outcome, false);
    expect([reason, script.status, script.body]).toMatchObject([
      ...[reason, status],
      { status: "refused", reason, field: null, retryAfter: null, returnTo: "/orders" },
    ]);
    expect(script.body["detail"]).not.toBe("");
    const page = await send(outcome, true);
    expect([page.status, page.headers.get("location")]).toEqual([
      303,
      `/sign-in?error=${reason}&method=it&returnTo=%2Forders`,
    ]);
  }
});

test("R4: too many attempts give 429 with Retry-After, and a browser the seconds in the address", async () => {
  const outcome = refused("rate-limited", { retryAfter: 30 });
  const script = await send(outcome, false);
  expect([script.status, script.headers.get("retry-after")]).toEqual([429, "30"]);
  const page = await send(outcome, true);
  expect([page.headers.get("location"), page.headers.get("retry-after")]).toEqual([
    "/sign-in?error=rate-limited&method=it&retryAfter=30&returnTo=%2Forders",
    "30",
  ]);
  expect(site.events.at(-1)).toMatchObject({ type: "rate-limited", method: "it" });
});

test("a refused field is in the answer and in the address", async () => {
  const outcome = invalidField("email");
  expect((await send(outcome, false)).body).toMatchObject({ field: "email" });
  expect((await send(outcome, true)).headers.get("location")).toContain("&field=email&");
});

test("the other outcomes are JSON for scripts and redirects for browsers", async () => {
  const url = "https://provider.example/?a=b";
  expect((await send(redirect(url), false)).body).toEqual({ status: "redirect", url });
  expect((await send(redirect(url), true)).headers.get("location")).toBe(url);
  expect((await send(sent(), false)).body).toEqual({
    ...{ status: "sent", returnTo: "/orders" },
  });
  expect((await send(sent(), true)).headers.get("location")).toBe(
    "/sign-in?sent=it&returnTo=%2Forders",
  );
  const codes = done({ value: { codes: 3 } });
  expect((await send(codes, false)).body).toEqual({
    ...{ status: "done", value: { codes: 3 }, returnTo: "/orders" },
  });
  expect((await send(codes, true)).headers.get("location")).toBe("/orders?done=signIn");
  const { body } = await send(challenge({ a: 1 }), true);
  expect(body).toEqual({ status: "challenge", value: { a: 1 } });
});

test("no answer of sign-in may be stored", async () => {
  for (const asPage of [true, false]) {
    for (const outcome of [sent(), refused("expired"), { type: "status", status: 200 } as const]) {
      expect((await send(outcome, asPage)).headers.get("cache-control")).toBe("no-store");
    }
  }
});

test("a page of the library loads nothing, posts to this site only, and escapes its texts", async () => {
  const { status, headers, text } = await signInSite()
    .browser()
    .send("GET sign-in/secret/hello", { token: "x" }, { asPage: true });
  expect(status).toBe(200);
  expect(headers.get("content-security-policy")).toMatch(
    /^default-src 'none';.*form-action 'self'; frame-ancestors 'none'$/,
  );
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(text).toContain("<h1>&lt;Hello&gt;</h1>");
  expect(text).toContain("It&#39;s &quot;you&quot; &amp; me");
  expect(text).toContain('value="&quot;&gt;&lt;script&gt;"');
  expect(text).toContain(
    '<form method="post" action="http://localhost:3000/api/auth/sign-in/secret/reset">',
  );
  expect(text).not.toMatch(/<script|src=|href=/);
});

test("a link from another site opens a page operation, and no other operation takes GET", async () => {
  const browser = signInSite().browser();
  const from = { headers: { "sec-fetch-site": "cross-site" }, asPage: true };
  expect((await browser.send("GET sign-in/secret/hello", {}, from)).status).toBe(200);
  expect((await browser.send("POST sign-in/secret/hello", {}, from)).status).toBe(405);
  for (const path of ["sign-in/secret", "sign-in/secret/reset", "link/secret", "logout/provider"]) {
    expect([path, (await browser.send(`GET ${path}`)).status]).toEqual([path, 405]);
  }
  expect((await browser.send("POST account")).status).toBe(405);
});

test("unknown methods and operations give 404, also names of Object", async () => {
  const browser = signInSite().browser();
  for (const path of [
    ...["sign-in", "sign-in/nothing", "sign-in/secret/nothing", "sign-in/secret/change/x"],
    ...["sign-in/__proto__", "sign-in/constructor", "sign-in/secret/constructor"],
    ...["sign-in/provider/callback", "sign-in/provider/backchannelLogout", "sign-in/secret/signIn"],
    ...["callback/secret", "callback/provider/x", "logout/secret", "account/nothing"],
    ...["account/unlink/x", "link/nothing"],
  ]) {
    expect([path, (await browser.send(`POST ${path}`)).status]).toEqual([path, 404]);
  }
});

test("a body may be JSON or a form of both kinds, and of a repeated field the first value counts", async () => {
  const { service, addUser } = signInSite();
  await addUser("ada@example.com");
  const post = async (body: FormData | URLSearchParams | string, type?: string) => {
    const request = new Request("http://localhost:3000/api/auth/sign-in/secret", {
      method: "POST",
      headers: { "sec-fetch-site": "same-origin", ...(type && { "content-type": type }) },
      body,
    });
    return (await service.answer(request, ["sign-in", "secret"]))?.status;
  };
  const form = new FormData();
  form.set("email", "ada@example.com");
  form.append("secret", "s3cret");
  form.append("secret", "second");
  form.set("file", new Blob(["x"]), "x.txt");
  expect(await post(form)).toBe(200);
  expect(await post(new URLSearchParams("email=ada@example.com&secret=s3cret&secret=x"))).toBe(200);
  const json = JSON.stringify({ email: "ada@example.com", secret: "s3cret" });
  expect(await post(json, "application/json; charset=utf-8")).toBe(200);
  expect(await post(json, "text/plain")).toBe(415);
  for (const bad of ["[]", "null", "1", "{", "\ud800"]) {
    expect(await post(bad, "application/json")).toBe(400);
  }
  expect(await post("x", "multipart/form-data; boundary=b")).toBe(400);
  expect(await post("x".repeat(65_537), "application/json")).toBe(413);
  const many = new URLSearchParams(
    Array.from({ length: 65 }, (_, at): [string, string] => [`f${at}`, "x"]),
  );
  expect(await post(many)).toBe(400);
});

test("a body without a length is read up to 64 kB", async () => {
  const { service } = signInSite();
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 16_384;
      controller.enqueue(new Uint8Array(16_384));
    },
  });
  const request = new Request("http://localhost:3000/api/auth/sign-in/secret", {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin", "content-type": "application/json" },
    body,
    duplex: "half",
  });
  expect((await service.answer(request, ["sign-in", "secret"]))?.status).toBe(413);
  expect(sent).toBeLessThan(200_000);
});

test("an operation on the account returns to the page with its form", async () => {
  const own = signInSite();
  await own.addUser("ada@example.com");
  const browser = own.browser();
  await browser.secret("ada@example.com");
  const at = async (referer: string) =>
    (
      await browser.send("POST sign-in/secret/change", {}, { asPage: true, headers: { referer } })
    ).headers.get("location");
  expect(await at("http://localhost:3000/account?tab=2")).toBe("/account?tab=2&done=change");
  // The address of a page of the library may hold the link of a mail.
  expect(await at("http://localhost:3000/api/auth/sign-in/secret/hello?token=x")).toBe(
    "/sign-in?done=change",
  );
});

test("a sign-up by a form of the sign-in page does not lead back to that page", async () => {
  const at = async (referer: string) => {
    const profile = {
      email: "new@example.com",
      emailVerified: true,
      trusted: true,
      name: null,
      image: null,
    };
    const outcome = proved({ kind: "email", profile }, { amr: ["pwd"], factors: 1 });
    const form = { outcome: JSON.stringify(outcome) };
    const setting = { asPage: true, headers: { referer } };
    const { headers } = await site.browser().send("POST sign-in/it/signUp", form, setting);
    return headers.get("location");
  };
  expect(await at("http://localhost:3000/sign-in")).toBe("/");
  expect(await at("http://localhost:3000/sign-in?error=weak-password&method=it")).toBe("/");
  expect(await at("http://localhost:3000/sign-in?returnTo=%2Forders")).toBe("/orders");
  expect(await at("http://localhost:3000/join?plan=2")).toBe("/join?plan=2");
  // The page of the library that confirms a sign-up.
  expect(await at("http://localhost:3000/api/auth/sign-in/it/hello?token=x")).toBe("/");
});

test("without signInPath a browser gets a small page with the status of the refusal", async () => {
  const bare = signInSite({ signInPath: null });
  const { status, text, headers } = await bare
    .browser()
    .send("POST sign-in/secret", { email: "a@example.com" }, { asPage: true });
  expect(status).toBe(401);
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(text).toContain("This does not match.");
});

test("GET account without a session gives 401", async () => {
  const { status, headers } = await signInSite().browser().send("GET account");
  expect([status, headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
});

test("members of a JSON body that are no texts name no authenticator", async () => {
  const site = signInSite();
  await site.addUser("ada@example.com");
  const browser = site.browser();
  await browser.secret("ada@example.com");
  const json = { kind: { toString: 1, valueOf: 1 }, id: ["x"] };
  const { status } = await browser.send("POST account/unlink", {}, { json });
  expect(status).toBe(403);
});
