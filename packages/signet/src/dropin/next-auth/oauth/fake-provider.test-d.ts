/** An OpenID provider that does what a test says, and a browser that signs in at it. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, beforeEach, expect, vi } from "vitest";
import { callApi, type Options, ours, SECRET } from "../comparison.test-d.ts";
import {
  CLIENT,
  company,
  type Log,
  recorded,
  SITE,
  signInAt,
  type Visit,
  type Visited,
} from "./flow.test-d.ts";

type Claims = Record<string, unknown>;
type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

let keys: Keys;
export let otherKeys: Keys;
beforeAll(async () => {
  [keys, otherKeys] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
});

/** The behaviour of the provider. */
export interface World {
  issuer: string;
  metadata: Claims;
  claims: Claims;
  algorithm: string;
  key: Keys["privateKey"] | Uint8Array;
  userinfo: Claims;
  tokens: Claims;
  /** Endpoints that redirect. */
  redirects: string[];
  requests: { url: string; authorization: string | null; body: URLSearchParams }[];
}

export let world: World;
let nonce: string | null;
let site = 0;
beforeEach(() => {
  // The metadata of an issuer is kept, so each test has another one.
  site += 1;
  world = {
    issuer: `https://login${site}.example.com`,
    metadata: {},
    claims: {},
    algorithm: "RS256",
    key: keys.privateKey,
    userinfo: {},
    tokens: {},
    redirects: [],
    requests: [],
  };
  vi.stubGlobal("fetch", respond);
});

async function respond(url: string, init: RequestInit = {}): Promise<Response> {
  const { issuer, metadata, redirects, userinfo, tokens, requests } = world;
  const { pathname } = new URL(url);
  const headers = new Headers(init.headers);
  const body = new URLSearchParams(init.body instanceof URLSearchParams ? init.body : "");
  requests.push({ url, authorization: headers.get("authorization"), body });
  if (redirects.includes(pathname)) {
    expect(init.redirect).toBe("manual");
    return new Response(null, { status: 302, headers: { location: "https://evil.example/" } });
  }
  switch (pathname.replace("/common/v2.0", "")) {
    case "/.well-known/openid-configuration":
      return Response.json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        jwks_uri: `${issuer}/keys`,
        ...metadata,
      });
    case "/keys":
      return Response.json({
        keys: [{ ...(await exportJWK(keys.publicKey)), kid: "1", use: "sig", alg: "RS256" }],
      });
    case "/token":
      return Response.json({
        access_token: "the access token",
        token_type: "Bearer",
        id_token: await idToken(),
        ...tokens,
      });
    default:
      return Response.json({ sub: "1", name: "Ada", ...userinfo });
  }
}

async function idToken(): Promise<string> {
  const { issuer, claims, algorithm, key } = world;
  const payload = {
    iss: issuer,
    aud: CLIENT.clientId,
    sub: "1",
    name: "Ada",
    email: "ada@example.com",
    ...(nonce !== null && { nonce }),
    iat: Math.floor(Date.now() / 1_000),
    exp: Math.floor(Date.now() / 1_000) + 60,
    ...claims,
  };
  return new SignJWT(payload).setProtectedHeader({ alg: algorithm, kid: "1" }).sign(key);
}

export const visitor = {
  async visit(location: string): Promise<string> {
    const { searchParams } = new URL(location);
    nonce = searchParams.get("nonce");
    const back = new URL(searchParams.get("redirect_uri") ?? "");
    back.search = new URLSearchParams({
      code: "the code",
      ...(searchParams.has("state") && { state: searchParams.get("state") ?? "" }),
    }).toString();
    return back.href;
  },
};

export interface Setting {
  readonly provider?: object;
  readonly more?: Options;
  readonly visit?: Partial<Visit>;
}

export async function attempt({
  provider = {},
  more = {},
  visit = {},
}: Setting = {}): Promise<Visited & { readonly log: Log }> {
  const log: Log = [];
  const options = {
    secret: SECRET,
    providers: [company({ issuer: world.issuer }, provider)],
    ...recorded(log),
    ...more,
  };
  const result = await signInAt(ours, options, { provider: visitor, call: callApi, ...visit });
  return { ...result, log };
}

export const REFUSED: string = `${SITE}/api/auth/error?error=OAuthCallback`;
export const plain: object = {
  idToken: false,
  authorization: { params: { scope: "profile" } },
  checks: ["state"],
};
