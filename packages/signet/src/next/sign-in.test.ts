import { expect, test, vi } from "vitest";
import { z } from "zod";
import { apiRoute, servePages } from "../../fixtures/pages-router.ts";
import {
  codeMethod,
  mailMethod,
  providerMethod,
  secretMethod,
} from "../../fixtures/sign-in-methods.ts";
import { memoryAccounts } from "../accounts/memory/index.ts";
import type { MethodParts } from "../sign-in/contract/operation.ts";
import type { AuthEvent } from "../sign-in/events.ts";
import type { SignInMethod } from "../sign-in/method.ts";
import { signInService } from "../sign-in/service/index.ts";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { jwt } from "../strategy/jwt.ts";
import { testBrowser } from "../testing/browser.ts";
import { createAuth } from "./create-auth.ts";

const SECRET = "a-secret-for-tests-of-create-auth-0123456789";
const method = (parts: MethodParts): SignInMethod => ({ ...parts, service: signInService });
const signIn = {
  secret: method(secretMethod()),
  provider: method(providerMethod()),
  mail: method(mailMethod()),
};

function site(more: { readonly secondFactor?: "required" } = {}) {
  const accounts = memoryAccounts();
  const events: AuthEvent[] = [];
  const auth = createAuth({
    strategy: database({ store: memoryStore() }),
    secret: SECRET,
    data: z.object({ name: z.string() }),
    signInPath: "/sign-in",
    signIn: { ...signIn, totp: method(codeMethod()) },
    accounts,
    sessionData: (user) => ({ name: user.name ?? "nobody" }),
    onEvent: (event) => void events.push(event),
    ...more,
  });
  return { accounts, auth, events };
}

async function addAda(accounts: ReturnType<typeof memoryAccounts>) {
  const user = await accounts.users.create({
    ...{ email: "ada@example.com", emailVerifiedAt: 1, name: "Ada", image: null, createdAt: 1 },
  });
  if (user === "taken") throw new Error("taken");
  await accounts.authenticators.add({
    ...{ kind: "password", id: user.id, userId: user.id, data: "s3cret", createdAt: 1 },
  });
  return user;
}

/** Calls the handlers of the App Router as a browser does. */
function browserOn(auth: ReturnType<typeof site>["auth"]) {
  const jar = testBrowser();
  return async (route: string, fields: Record<string, string> = {}) => {
    const [name = "GET", path = ""] = route.split(" ");
    const request = new Request(`http://localhost:3000/api/auth/${path}`, {
      method: name,
      headers: jar.headers(),
      ...(name === "GET" ? null : { body: new URLSearchParams(fields) }),
    });
    const handler = name === "GET" ? auth.handlers.GET : auth.handlers.POST;
    const params = Promise.resolve({ signet: path.split("/") });
    const response = await handler(request, { params });
    jar.receive(response.headers.getSetCookie());
    const body: Record<string, unknown> = JSON.parse(await response.text());
    return { status: response.status, body };
  };
}

test("the handlers answer the endpoints of sign-in beside those of sessions, with the data of the user", async () => {
  const { auth, accounts, events } = site();
  const user = await addAda(accounts);
  const call = browserOn(auth);
  const answer = await call("POST sign-in/secret", { email: "ada@example.com", secret: "s3cret" });
  expect([answer.status, answer.body["status"]]).toEqual([200, "signed-in"]);
  expect((await call("GET session")).body).toMatchObject({
    session: { userId: user.id, data: { name: "Ada" }, proofs: [{ method: "secret" }] },
  });
  expect((await call("GET account")).body).toMatchObject({ user: { email: "ada@example.com" } });
  await call("POST sign-out");
  expect((await call("GET session")).body).toEqual({ session: null });
  expect(events.map(({ type }) => type)).toEqual(["signed-in", "signed-out"]);
});

test("without the option signIn there are no endpoints and no server functions of sign-in", async () => {
  const auth = createAuth({ strategy: jwt(), secret: SECRET });
  const request = new Request("http://localhost:3000/api/auth/sign-in/secret", { method: "POST" });
  const params = Promise.resolve({ signet: ["sign-in", "secret"] });
  expect((await auth.handlers.POST(request, { params })).status).toBe(404);
  for (const name of ["signInWith", "methods", "account"] as const) {
    expect(() => auth[name]).toThrow(
      /has no sign-in methods\. Set the options signIn and accounts/,
    );
  }
});

test("in the Pages Router server functions and endpoints work, with every kind of body", async () => {
  const { auth, accounts } = site();
  const user = await addAda(accounts);
  const jar = testBrowser();
  const server = await servePages({
    "/call": apiRoute(
      auth.openApi(async (req, res) => {
        const outcome = await auth.signInWith("secret", req.body, { req, res, returnTo: "/home" });
        const account =
          outcome.status === "signed-in" ? await auth.account.user({ req, res }) : null;
        res.json({ outcome, account });
      }),
    ),
    "/list": apiRoute(
      auth.openApi(async (req, res) => {
        const [one] = await auth.account.authenticators({ req, res });
        const { kind = "", id = "" } = one ?? {};
        const outcome = await auth.account.unlink({ kind, id }, { req, res });
        const changed = await auth.methods.secret["change"]?.({}, { req, res });
        res.json({ kind, outcome, changed });
      }),
    ),
    "/link": apiRoute(
      auth.openApi(async (req, res) =>
        res.json(await auth.account.link("provider", {}, { req, res })),
      ),
    ),
    "/remove": apiRoute(
      auth.openApi(async (req, res) => res.json(await auth.account.remove({ req, res }))),
    ),
    "/auth/sign-in/secret": apiRoute(auth.handlers.api, { segments: 2 }),
    "/raw/sign-in/secret": apiRoute(auth.handlers.api, { segments: 2, bodyParser: false }),
  });
  const post = async (path: string, body: FormData | URLSearchParams | string) => {
    const { cookie } = jar.headers();
    const response = await fetch(server.url + path, {
      method: "POST",
      headers: {
        ...{ cookie, origin: server.url, "sec-fetch-site": "same-origin" },
        ...(typeof body === "string" ? { "content-type": "application/json" } : null),
      },
      body,
    });
    jar.receive(response.headers.getSetCookie());
    const answer: Record<string, unknown> = JSON.parse(await response.text());
    return { status: response.status, answer };
  };
  try {
    const fields = { email: "ada@example.com", secret: "s3cret" };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    for (const path of ["/auth/sign-in/secret", "/raw/sign-in/secret"]) {
      for (const body of [form, new URLSearchParams(fields), JSON.stringify(fields)]) {
        expect((await post(path, body)).answer).toMatchObject({ status: "signed-in" });
      }
      const large = JSON.stringify({ ...fields, filler: "x".repeat(70_000) });
      expect((await post(path, large)).status).toBe(path.startsWith("/raw") ? 413 : 200);
    }
    expect((await post("/call", JSON.stringify(fields))).answer).toMatchObject({
      outcome: { status: "signed-in", returnTo: "/home" },
      account: { id: user.id, email: "ada@example.com" },
    });
    expect((await post("/link", "{}")).answer).toMatchObject({ status: "redirect" });
    expect((await post("/list", "{}")).answer).toMatchObject({
      kind: "password",
      outcome: { status: "done" },
      changed: { status: "done" },
    });
    expect((await post("/remove", "{}")).answer).toMatchObject({ status: "done" });
    expect(await accounts.users.find(user.id)).toBeNull();
  } finally {
    await server.close();
  }
});

test("secondFactor: required makes guards ask for two factors, except with factor: 1", async () => {
  const { auth, accounts } = site({ secondFactor: "required" });
  await addAda(accounts);
  const browser = testBrowser();
  const request = new Request("http://localhost:3000/api/auth/sign-in/secret", {
    method: "POST",
    headers: browser.headers(),
    body: new URLSearchParams({ email: "ada@example.com", secret: "s3cret" }),
  });
  const params = Promise.resolve({ signet: ["sign-in", "secret"] });
  browser.receive((await auth.handlers.POST(request, { params })).headers.getSetCookie());
  const page = new Request("http://localhost:3000/orders", { headers: browser.headers() });
  const guarded = auth.route(() => new Response("in"));
  const open = auth.route(() => new Response("in"), { factor: 1 });
  expect((await guarded(page, {})).status).toBe(401);
  expect((await open(page, {})).status).toBe(200);
});

test("each wrong option is an error that names it", () => {
  const options = { strategy: jwt(), secret: SECRET, accounts: memoryAccounts(), signIn };
  const create = (more: object) => () => Reflect.apply(createAuth, null, [{ ...options, ...more }]);
  for (const [more, message] of [
    [{ accounts: undefined }, /accounts is missing/],
    [{ signIn: {} }, /signIn must be an object with at least one method/],
    [{ signIn: { "a b": signIn.secret } }, /name "a b"/],
    [{ signIn: { it: {} } }, /signIn\.it is no sign-in method/],
    [{ origin: "app.example" }, /origin is "app\.example"/],
    [{ origin: "http://app.example" }, /Only localhost may have http/],
    [{ origin: "https://app.example/x" }, /without a path/],
    [{ basePath: "auth/" }, /basePath is "auth\/"/],
    [{ secondFactor: "always" }, /secondFactor is "always"/],
    [{ signUp: "no" }, /signUp is "no"/],
    [{ recentWithin: "soon" }, /recentWithin must be a duration/],
    [{ sessionData: 1 }, /sessionData must be a function/],
    [{ onEvent: 1 }, /onEvent must be a function/],
    [{ signIn: undefined }, /accounts needs the option signIn/],
  ] as const) {
    expect(create(more)).toThrow(message);
  }
  expect(create({ origin: "https://app.example/" })).not.toThrow();
});

test("without origin a method works on localhost only, and its error names the option", async () => {
  const { auth, accounts } = site();
  await addAda(accounts);
  const ask = (url: string, headers: Record<string, string> = {}) => {
    const request = new Request(url, {
      method: "POST",
      headers: { "sec-fetch-site": "same-origin", ...headers },
      body: new URLSearchParams({ email: "ada@example.com", secret: "wrong" }),
    });
    const params = Promise.resolve({ signet: ["sign-in", "secret"] });
    return auth.handlers.POST(request, { params });
  };
  expect((await ask("http://localhost:3000/api/auth/sign-in/secret")).status).toBe(401);
  for (const [url, headers] of [
    ["https://app.example/api/auth/sign-in/secret", {}],
    ["http://localhost:3000/x", { host: "localhost.evil.example" }],
    ["http://localhost:3000/x", { origin: "https://app.example" }],
  ] as const) {
    await expect(ask(url, headers)).rejects.toThrow(
      /origin is missing.*option origin of createAuth/,
    );
  }
});

test("a provider's redirect address begins with the configured origin, whatever the Host header says", async () => {
  const auth = createAuth({
    ...{ strategy: jwt(), secret: SECRET, accounts: memoryAccounts(), signIn },
    origin: "https://app.example",
  });
  const request = new Request("https://evil.example/api/auth/sign-in/provider", {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin", host: "evil.example" },
  });
  const params = Promise.resolve({ signet: ["sign-in", "provider"] });
  const { url } = Object(await (await auth.handlers.POST(request, { params })).json());
  expect(new URL(url).searchParams.get("redirect_uri")).toBe(
    "https://app.example/api/auth/callback/provider",
  );
});

test("under Next's basePath addresses of the site contain it once", async () => {
  vi.stubEnv("__NEXT_ROUTER_BASEPATH", "/shop");
  try {
    const { auth, accounts } = site();
    await addAda(accounts);
    const jar = testBrowser();
    const request = new Request("http://localhost:3000/shop/api/auth/sign-in/provider", {
      method: "POST",
      headers: jar.headers(),
    });
    const params = Promise.resolve({ signet: ["sign-in", "provider"] });
    const { url } = Object(await (await auth.handlers.POST(request, { params })).json());
    expect(new URL(url).searchParams.get("redirect_uri")).toBe(
      "http://localhost:3000/shop/api/auth/callback/provider",
    );
    const form = new Request("http://localhost:3000/shop/api/auth/sign-in/secret", {
      method: "POST",
      headers: { ...jar.headers(), accept: "text/html" },
      body: new URLSearchParams({ email: "ada@example.com", secret: "wrong" }),
    });
    const refused = await auth.handlers.POST(form, {
      params: Promise.resolve({ signet: ["sign-in", "secret"] }),
    });
    expect(refused.headers.get("location")).toMatch(/^\/shop\/sign-in\?error=wrong-credentials&/);
  } finally {
    vi.unstubAllEnvs();
  }
});
