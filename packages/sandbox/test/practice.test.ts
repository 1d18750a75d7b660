import { type Outcome, runProgram } from "sandbox/node";
import { expect, test } from "vitest";

const SECRET = `const secret = "a-long-random-secret-0123456789abcdef";`;

const run = (program: string): Promise<Outcome> =>
  runProgram({ files: { "program.ts": SECRET + program }, entry: "program.ts" });

/** Runs a program whose checks must all pass, and returns its lines. */
async function passing(program: string): Promise<string[]> {
  const outcome = await run(program);
  expect(outcome.error ?? outcome.sentence).toBeNull();
  expect(outcome.calls.filter(({ passed }) => !passed)).toEqual([]);
  expect(outcome.calls.length).toBeGreaterThan(0);
  return outcome.lines.map(({ text }) => text);
}

test("a hybrid session ends at the stated time after its feed was cut, and the store counts", async () => {
  await passing(`
    import { createSignet, hybrid } from "signet-auth";
    import { browser, check, clock, countingStore } from "practice";
    const counting = countingStore();
    const server = () => createSignet({ strategy: hybrid({ store: counting.store }), secret });
    const [one, two] = [server(), server()];
    const ada = browser();
    const { setCookies, session } = await one.signIn(ada.headers("/", { method: "POST" }), { userId: "ada" });
    ada.receive(setCookies);
    await check("the first read", async () => (await two.read(ada.headers("/"))).decidedBy, "view");
    await check("finds", () => counting.counts.find ?? 0, 0);
    await clock.advance("1m");
    await check("a read after a minute", async () => (await two.read(ada.headers("/"))).decidedBy, "view");
    counting.feedCut = true;
    await counting.store.revoke(session.id);
    await clock.advance("4s");
    await check("after 4 s", async () => (await two.read(ada.headers("/"))).status, "active");
    await clock.advance("2s");
    await check("after 6 s", async () => (await two.read(ada.headers("/"))).status, "rejected");
    counting.down = true;
    await check("in an outage", async () => (await two.read(ada.headers("/"))).status, "unavailable");
  `);
});

test("handlers of the App Router sign in, guard and sign out in a browser", async () => {
  await passing(`
    import { database } from "signet-auth";
    import { createAuth } from "signet-auth/next";
    import { browser, check, clock, countingStore, inRequest, throws } from "practice";
    const { store } = countingStore();
    const auth = createAuth({ strategy: database({ store }), secret, signInPath: "/sign-in" });
    const POST = async (request) => {
      await auth.signIn({ userId: (await request.json()).name });
      return Response.json({ ok: true });
    };
    const GET = auth.route((request, session) => Response.json(session.userId));
    const ada = browser({ origin: "https://app.example" });
    await ada.fetch(POST, "/api/sign-in", { body: { name: "ada" } });
    await check("the cookie", () => Object.keys(ada.cookies), ["__Host-signet"]);
    await check("document.cookie", () => ada.documentCookie, "");
    await check("the user", async () => (await ada.fetch(GET, "/api/me")).json(), "ada");
    await check("a stranger", async () => (await browser().fetch(GET, "/api/me")).status, 401);
    const foreign = { body: { name: "eve" }, from: "https://evil.example" };
    await check("a foreign page", async () => (await ada.fetch(POST, "/api/sign-in", foreign)).status, 403);
    const guarded = () => inRequest(browser(), () => auth.required(), { render: true });
    await check("a page", guarded, throws("NEXT_REDIRECT"));
    const proxy = auth.proxy({ protect: ["/account"] });
    await check("the proxy", async () => (await browser().fetch(proxy, "/account", { proxy: true })).status, 307);
    const page = () => inRequest(ada, async () => (await auth())?.userId ?? null, { render: true });
    await check("a page of the user", page, "ada");
    await clock.advance("8d");
    await check("a page after eight days", page, null);
  `);
});

test("next-auth works with its own routes, the getter and the middleware", async () => {
  await passing(`
    import NextAuth, { getServerSession } from "next-auth";
    import Credentials from "next-auth/providers/credentials";
    import { withAuth } from "next-auth/middleware";
    import { browser, check, inRequest, signInWithCredentials } from "practice";
    const authorize = async ({ name }) => (name === "ada" ? { id: "7", name: "Ada" } : null);
    const options = { secret, providers: [Credentials({ credentials: {}, authorize })] };
    const handler = NextAuth(options);
    const ada = browser();
    const wrong = await signInWithCredentials(browser(), handler, { name: "eve" });
    await check("a wrong name", () => wrong.status, 401);
    await signInWithCredentials(ada, handler, { name: "ada" });
    const page = (who) => inRequest(who, async () => (await getServerSession(options))?.user.name, { render: true });
    await check("the session", () => page(ada), "Ada");
    await check("a stranger", () => page(browser()), undefined);
    const proxy = withAuth({ secret });
    await check("the proxy", async () => (await ada.fetch(proxy, "/a", { proxy: true })).status, 200);
    await check("the proxy for a stranger", async () => (await browser().fetch(proxy, "/a", { proxy: true })).status, 307);
  `);
});

test("iron-session works in both routers, and classes print with their names", async () => {
  const lines = await passing(`
    import { getIronSession } from "iron-session";
    import { withIronSessionApiRoute } from "iron-session/next";
    import { cookies } from "next/headers";
    import { NextResponse } from "next/server";
    import { browser, check } from "practice";
    const options = { cookieName: "app", password: secret };
    const ada = browser();
    const POST = async () => {
      const session = await getIronSession(await cookies(), options);
      session.user = 7;
      await session.save();
      return NextResponse.json({});
    };
    const me = withIronSessionApiRoute((req, res) => res.json(req.session.user ?? null), options);
    const out = withIronSessionApiRoute((req, res) => { req.session.destroy(); res.json({}); }, options);
    await ada.fetch(POST, "/api/sign-in", { method: "POST" });
    const copy = ada.copy();
    await check("me", async () => (await ada.pages(me, "/api/me")).json(), 7);
    await ada.pages(out, "/api/out", { method: "POST" });
    await check("me after sign-out", async () => (await ada.pages(me, "/api/me")).json(), null);
    await check("a copied cookie", async () => (await copy.pages(me, "/api/me")).json(), 7);
    console.log([Request, Response, Headers, FormData, NextResponse, Buffer].map((each) => each.name).join());
  `);
  expect(lines).toEqual(["Request,Response,Headers,FormData,NextResponse,Buffer"]);
});
