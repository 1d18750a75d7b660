/** Signs a browser in over HTTP, with the built package and with next-auth 4, at one OpenID provider. */
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { parseCookie, parseSetCookie } from "cookie";
import { hybrid, memoryStore } from "signet-auth";
import NextAuth from "signet-auth/next-auth";
import Keycloak from "signet-auth/next-auth/providers/keycloak";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type OpenIdProvider,
  startOpenIdProvider,
} from "../../packages/signet/fixtures/openid-provider.ts";

const require = createRequire(import.meta.url);
type Call = (options: object) => (...args: unknown[]) => Promise<unknown>;
const signet = { NextAuth: NextAuth as unknown as Call, Keycloak: Keycloak as unknown as Call };
const original = {
  NextAuth: require("next-auth").default as Call,
  Keycloak: require("next-auth/providers/keycloak").default as Call,
};

const servers: Server[] = [];
let handle: (...args: unknown[]) => Promise<unknown>;
let site: string;
let provider: OpenIdProvider;

beforeAll(async () => {
  const server = createServer(async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? "/", "http://localhost");
    const chunks = [];
    for await (const chunk of req) chunks.push(chunk);
    const query = Object.fromEntries(searchParams);
    const request = Object.assign(req, {
      cookies: parseCookie(req.headers.cookie ?? ""),
      query: { ...query, nextauth: pathname.split("/").slice(3) },
      body: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
    });
    const response = Object.assign(res, {
      status(code: number) {
        res.statusCode = code;
        return response;
      },
      json: (body: unknown) => res.end(JSON.stringify(body)),
      send: (body: unknown) => res.end(typeof body === "string" ? body : JSON.stringify(body)),
    });
    await handle(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "localhost", done));
  site = `http://localhost:${(server.address() as AddressInfo).port}`;
  process.env["NEXTAUTH_URL"] = site;
  provider = await startOpenIdProvider([
    {
      client_id: "app",
      client_secret: "a secret of the client",
      redirect_uris: [`${site}/api/auth/callback/keycloak`],
    },
  ]);
});
afterAll(async () => {
  delete process.env["NEXTAUTH_URL"];
  await provider.close();
  for (const server of servers) await new Promise((done) => server.close(done));
});

/** Signs in, and returns the session and the names of the cookies that each response sets. */
async function visit(options: object): Promise<{ session: unknown; cookies: string[][] }> {
  const jar = new Map<string, string>();
  const cookies: string[][] = [];
  const send = async (url: string, fields?: Record<string, string>) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie },
      ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
    });
    const set = response.headers
      .getSetCookie()
      .map((text) => parseSetCookie(text, { decode: String }));
    for (const { name, value = "" } of set) jar.set(name, value);
    cookies.push(set.map(({ name }) => name).sort());
    return { location: response.headers.get("location") ?? "", text: await response.text() };
  };
  const { text } = await send(`${site}/api/auth/csrf`);
  const { csrfToken } = JSON.parse(text);
  const start = await send(`${site}/api/auth/signin/keycloak`, { csrfToken, callbackUrl: "/home" });
  const end = await send(await provider.visit(start.location));
  expect({ options, at: end.location }).toEqual({ options, at: `${site}/home` });
  return { session: JSON.parse((await send(`${site}/api/auth/session`)).text), cookies };
}

const optionsOf = ({ Keycloak: make }: typeof signet, more: object = {}) => ({
  secret: "a secret of the site, with 32 characters or more",
  logger: { error() {}, warn() {}, debug() {} },
  session: { updateAge: 0 },
  providers: [
    make({ clientId: "app", clientSecret: "a secret of the client", issuer: provider.issuer }),
  ],
  ...more,
});

test("a browser signs in at a provider over HTTP, with the cookies and the session of next-auth", async () => {
  const seen = [];
  for (const library of [signet, original]) {
    handle = library.NextAuth(optionsOf(library));
    const { session, cookies } = await visit(optionsOf(library));
    seen.push({ cookies, user: Object(session).user });
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]?.user).toMatchObject({ name: "ada", email: "ada@example.com" });
});

test("a sign-in at a provider begins a session of hybrid()", async () => {
  const options = optionsOf(signet, { session: { strategy: hybrid({ store: memoryStore() }) } });
  handle = signet.NextAuth(options);
  const { session, cookies } = await visit(options);
  expect(session).toMatchObject({ user: { name: "ada", email: "ada@example.com" } });
  expect(cookies.flat()).toContain("next-auth-session");
});
