import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { oidc } from "../../../packages/signet/src/sign-in/oauth/index.ts";
import { createSigner } from "../../../packages/signet/src/token/node/index.ts";
import { begin, benchOf, CALLBACK, callback } from "./setting.ts";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const sign = createSigner({ algorithm: "ES256", privateKey, expiresIn: "1m" });

/** A provider, one of whose addresses sends the library to another server. */
async function redirecting(path: string | null, status: number) {
  const stolen: string[] = [];
  const thief = await serve((request, response) => {
    stolen.push(`${request.method} ${request.url}`);
    response.setHeader("content-type", "application/json");
    response.end('{"access_token":"a","token_type":"bearer","sub":"ada","keys":[]}');
  });
  const state = { nonce: "" };
  const issuer = await serve((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    if (pathname === path) {
      response.writeHead(status, { location: `${thief}${pathname}` }).end();
      return;
    }
    const claims = { iss: issuer, sub: "ada", aud: "shop" };
    const answers: Record<string, () => object> = {
      "/.well-known/openid-configuration": () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ["ES256"],
      }),
      "/token": () => ({
        access_token: "access",
        token_type: "bearer",
        id_token: sign({ ...claims, nonce: state.nonce }),
      }),
      "/me": () => ({ sub: "ada" }),
      "/jwks": () => ({ keys: [publicKey.export({ format: "jwk" })] }),
    };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answers[pathname]?.()));
  });
  return { issuer, state, stolen };
}

async function signInAt({ issuer, state }: Awaited<ReturnType<typeof redirecting>>) {
  const bench = benchOf(oidc({ issuer, clientId: "shop", clientSecret: "secret-of-the-shop" }));
  const first = await bench.run("signIn");
  if (first.type !== "redirect") return first;
  const url = new URL(await begin(bench));
  state.nonce = url.searchParams.get("nonce") ?? "";
  return callback(bench, `${CALLBACK}?code=the-code&state=${url.searchParams.get("state")}`);
}

test("O10: a provider without redirects signs the user in", async () => {
  expect(await signInAt(await redirecting(null, 302))).toMatchObject({ type: "proved" });
});

test.each([301, 302, 303, 307, 308])(
  "O10: no call follows a redirect with the status %i",
  async (status) => {
    for (const path of ["/.well-known/openid-configuration", "/token", "/me", "/jwks"]) {
      const provider = await redirecting(path, status);
      expect(await signInAt(provider)).toMatchObject({ type: "refused" });
      expect(provider.stolen).toEqual([]);
    }
  },
);

test("O10: metadata on this machine that names another host over http is not followed there", async () => {
  const issuer = await serve((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: "http://login.example/token",
        jwks_uri: `${issuer}/jwks`,
      }),
    );
  });
  const bench = benchOf(oidc({ issuer, clientId: "shop", clientSecret: "secret-of-the-shop" }));
  const state = new URL(await begin(bench)).searchParams.get("state");
  expect(await callback(bench, `${CALLBACK}?code=c&state=${state}`)).toMatchObject({
    type: "refused",
    reason: "provider-failed",
  });
});
