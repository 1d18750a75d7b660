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

test.each(["workerd", "edge-light", "deno", "bun", "browser"])(
  "under %s the engine and the web tokens name nothing of Node",
  async (condition) => {
    expect(await bundled(engine, condition)).not.toMatch(NODE);
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
