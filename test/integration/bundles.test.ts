import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { afterAll, expect, test } from "vitest";

// Inside the workspace of the tests, so that the bundler resolves signet-auth as in an application.
const folder = mkdtempSync(join(import.meta.dirname, ".bundles-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Bundles code for the runtime of an export condition. */
async function bundled(code: string, condition: string, { minify = false } = {}): Promise<string> {
  const input = join(folder, `${condition}.mjs`);
  writeFileSync(input, code);
  const bundle = await rolldown({
    input,
    platform: "neutral",
    external: /^(?:node:|next\/|react$|@node-rs\/|@zxcvbn-ts\/)/,
    // The mark "use client" has no meaning in a bundle.
    checks: { moduleLevelDirective: false },
    resolve: { conditionNames: [condition, "import"] },
  });
  const { output } = await bundle.generate({ format: "esm", comments: false, minify });
  await bundle.close();
  return output.map((chunk) => ("code" in chunk ? chunk.code : "")).join("\n");
}

/** Names that the service of sign-in methods contains. */
const SERVICE = /signet-sign-in\+jwe|sign-in-pending|RateLimiterMemory/;

const engine = `import { createSignet, jwt } from "signet-auth"; console.log(createSignet, jwt);`;
const web = `export * from "signet-auth/token/web";`;
const verifying = `export { createVerifier } from "signet-auth/token/web";`;
const NODE = /node:|\bBuffer\b|\bprocess\b|\brequire\b/;

/** A check of the environment that is safe in runtimes without `process`. */
const IN_DEVELOPMENT =
  /typeof process === "object" && process\.env(?:\["NODE_ENV"\]|\.NODE_ENV) === "development"/g;

test.each(["workerd", "edge-light", "deno", "bun", "browser"])(
  "in a bundle for %s, the engine and the web tokens use no API of Node",
  async (condition) => {
    const code = await bundled(engine, condition);
    expect(code.replaceAll(IN_DEVELOPMENT, "false")).not.toMatch(NODE);
    expect(await bundled(web, condition)).not.toMatch(NODE);
  },
);

test("in a bundle for Node, the engine uses node:crypto", async () => {
  expect(await bundled(engine, "node")).toContain("node:crypto");
});

test("a bundle with jwt() contains no SQLite, and one with a verifier contains no sealer and no signer", async () => {
  expect(await bundled(engine, "edge-light")).not.toMatch(/sqlite|createOpener|JOSEError/i);
  expect(await bundled(verifying, "edge-light")).not.toMatch(/AES-GCM|AES-CBC|HKDF|expiresIn|jose/);
});

const SERVER_ONLY = [
  ...["next", "sqlite", "postgres", "redis", "sign-in/passkey"],
  ...["iron-session", "iron-session/next", "iron-session/express", "iron-session/edge"],
];

test.each(SERVER_ONLY)(
  "signet-auth/%s in a browser bundle requires a module whose name says which entry to import",
  async (entry) => {
    const code = `import * as all from "signet-auth/${entry}"; console.log(all);`;
    const sentence =
      "auth and its stores are for the server. In a Client Component import from signet-auth/react";
    const inBrowser = await bundled(code, "browser");
    expect(inBrowser).toContain(`require("${sentence}`);
    expect(inBrowser).not.toContain("createEngine");
  },
);

test.each(["", "/next", "/jwt", "/middleware", "/providers/credentials", "/providers/github"])(
  "signet-auth/next-auth%s in a browser bundle requires a module whose name says which entry to import",
  async (entry) => {
    const code = `import * as all from "signet-auth/next-auth${entry}"; console.log(all);`;
    const sentence =
      "the entries of next-auth are for the server. In a Client Component import from signet-auth/next-auth/react";
    expect(await bundled(code, "browser")).toContain(`require("${sentence}`);
  },
);

test("in a bundle for edge-light, getToken of signet-auth/next-auth uses no API of Node but process.env", async () => {
  const code = `export { getToken, encode, decode } from "signet-auth/next-auth/jwt";`;
  const onEdge = await bundled(code, "edge-light");
  const allowed = onEdge.replaceAll(IN_DEVELOPMENT, "false").replaceAll(/process\.env/g, "env");
  expect(allowed).not.toMatch(NODE);
});

test("signet-auth/react takes at most 2.5 kB after min+gzip, without React, and contains no server code", async () => {
  const code = `export * from "signet-auth/react";`;
  const readable = await bundled(code, "browser");
  expect(readable).not.toMatch(NODE);
  expect(readable).not.toMatch(/createEngine|createSigner|sqlite/i);
  const minified = await bundled(code, "browser", { minify: true });
  expect(minified).toMatch(/isStoreUnavailable.*returnPath.*useSession/);
  expect(gzipSync(minified, { level: 9 }).length).toBeLessThanOrEqual(2_500);
});

test("the parts of signet-auth/react/sign-in take at most 5 kB after min+gzip, with @simplewebauthn/browser, and a form alone 0.5 kB", async () => {
  const sizeOf = async (names: string) => {
    const code = `export ${names} from "signet-auth/react/sign-in";`;
    const minified = await bundled(code, "browser", { minify: true });
    expect(minified).not.toMatch(/node:|\bBuffer\b|createEngine/);
    return gzipSync(minified, { level: 9 }).length;
  };
  const passkeys = "AddPasskeyButton, PasskeyAutofill, PasskeyButton, usePasskey";
  expect(await sizeOf(`{ SignInButton, SignInForm, ${passkeys} }`)).toBeLessThanOrEqual(5_000);
  expect(await sizeOf("{ SignInButton, SignInForm }")).toBeLessThanOrEqual(500);
});

test.each([
  ["react/sign-in", "browser"],
  ["sign-in", "edge-light"],
])(
  "refusalText of signet-auth/%s takes at most 1.1 kB after min+gzip for %s, without the service",
  async (entry, condition) => {
    const code = `export { refusalText } from "signet-auth/${entry}";`;
    const minified = await bundled(code, condition, { minify: true });
    expect(minified).toContain("Too many attempts.");
    expect(minified).not.toMatch(NODE);
    expect(minified).not.toMatch(SERVICE);
    expect(minified).not.toMatch(/simplewebauthn|react/);
    expect(gzipSync(minified, { level: 9 }).length).toBeLessThanOrEqual(1_100);
  },
);

test("the react-server build of signet-auth/react says where useSession works, and marks the client code", async () => {
  const code = await bundled(`export * from "signet-auth/react";`, "react-server");
  expect(code).toContain("useSession() works only in a Client Component");
  const provider = fileURLToPath(import.meta.resolve("signet-auth/react"));
  const source = readFileSync(join(provider, "../provider.js"), "utf8");
  expect(source).toMatch(/^"use client";/);
});

/** Names that only the code of a sign-in method or of a database client contains. */
const OTHER_METHODS =
  /openid-client|oauth4webapi|simplewebauthn|webauthn|otplib|"jose"|backchannelLogout:|from "pg"|from "redis"|node:sqlite|otpauth:|CREATE TABLE/i;

test("a bundle with createAuth, jwt() and password() contains no OAuth, no WebAuthn, no TOTP and no database client", async () => {
  const code = await bundled(
    `import { createAuth, jwt } from "signet-auth/next";
import { memoryAccounts } from "signet-auth/accounts";
import { password } from "signet-auth/sign-in/password";
console.log(createAuth({ strategy: jwt(), accounts: memoryAccounts(), signIn: { password: password() } }));`,
    "node",
  );
  expect(code).toMatch(SERVICE);
  expect(code).toContain("@node-rs/argon2");
  expect(code).not.toMatch(OTHER_METHODS);
});

test("a bundle with createAuth and jwt() contains no sign-in method and no service of methods", async () => {
  const code = await bundled(
    `import { createAuth, jwt } from "signet-auth/next"; console.log(createAuth({ strategy: jwt() }));`,
    "node",
  );
  expect(code).toContain("createEngine");
  expect(code).not.toMatch(SERVICE);
  expect(code).not.toMatch(OTHER_METHODS);
  expect(code).not.toContain("argon2");
});
