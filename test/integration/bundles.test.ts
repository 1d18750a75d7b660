import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { afterAll, expect, test } from "vitest";

// Within the tests' workspace, so that signet-auth is found as a user would find it.
const folder = mkdtempSync(join(import.meta.dirname, ".bundles-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a bundler makes of some code, for a runtime that announces itself by a condition. */
async function bundled(code: string, condition: string): Promise<string> {
  const input = join(folder, `${condition}.mjs`);
  writeFileSync(input, code);
  const bundle = await rolldown({
    input,
    platform: "neutral",
    external: /^node:/,
    resolve: { conditionNames: [condition, "import"] },
  });
  const { output } = await bundle.generate({ format: "esm", comments: false });
  await bundle.close();
  return output.map((chunk) => ("code" in chunk ? chunk.code : "")).join("\n");
}

const engine = `import { createSignet, jwt } from "signet-auth"; console.log(createSignet, jwt);`;
const web = `export * from "signet-auth/token/web";`;
const verifying = `export { createVerifier } from "signet-auth/token/web";`;
const NODE = /node:|\bBuffer\b|\bprocess\b|\brequire\b/;

/** What asks whether there is a process before it asks for its environment. */
const IN_DEVELOPMENT =
  /typeof process === "object" && process\.env(?:\["NODE_ENV"\]|\.NODE_ENV) === "development"/g;

test.each(["workerd", "edge-light", "deno", "bun", "browser"])(
  "under %s the engine and the web tokens name nothing of Node",
  async (condition) => {
    const code = await bundled(engine, condition);
    expect(code.replaceAll(IN_DEVELOPMENT, "false")).not.toMatch(NODE);
    expect(await bundled(web, condition)).not.toMatch(NODE);
  },
);

test("on Node the engine is synchronous on node:crypto", async () => {
  expect(await bundled(engine, "node")).toContain("node:crypto");
});

test("what is not imported is not shipped: jwt() brings no SQLite, a verifier neither sealer nor signer", async () => {
  expect(await bundled(engine, "edge-light")).not.toMatch(/sqlite|createOpener|JOSEError/i);
  expect(await bundled(verifying, "edge-light")).not.toMatch(/AES-GCM|AES-CBC|HKDF|expiresIn|jose/);
});

const SERVER_ONLY = ["next", "sqlite", "postgres", "redis"];

test.each(SERVER_ONLY)(
  "signet-auth/%s in a browser's bundle asks for a module whose name says what to import there",
  async (entry) => {
    const code = `import * as all from "signet-auth/${entry}"; console.log(all);`;
    const sentence =
      "auth and its stores are for the server. In a Client Component import from signet-auth/react";
    const inBrowser = await bundled(code, "browser");
    expect(inBrowser).toContain(`require("${sentence}`);
    expect(inBrowser).not.toContain("createEngine");
  },
);

test("signet-auth/react is for the browser: small, and without anything of the server", async () => {
  const code = await bundled(`export * from "signet-auth/react";`, "browser");
  expect(code).not.toMatch(NODE);
  expect(code).toMatch(/isStoreUnavailable/);
  expect(code.length).toBeLessThan(2_000);
});
