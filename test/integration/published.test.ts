import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "signet-auth/package.json" with { type: "json" };
import { expect, test } from "vitest";
import { temporaryFolder } from "../harness/folder.ts";

const entries = Object.keys(manifest.exports)
  .filter((entry) => entry !== "./package.json")
  .map((entry) => manifest.name + entry.slice(1));

// As in next-auth, these entries hold types only.
const TYPES = ["signet-auth/next-auth/adapters", "signet-auth/next-auth/providers/oauth"];

test.each(entries)("%s can be imported by plain Node and prints nothing", (entry) => {
  const flags = ["--disable-warning=ExperimentalWarning", "--input-type=module"];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...flags,
      "--eval",
      `const entry = await import("${entry}"); if (!Object.keys(entry).length !== ${TYPES.includes(entry)}) throw "empty";`,
    ],
    { cwd: import.meta.dirname, encoding: "utf8" },
  );
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
});

test("the package that npm would publish works with only its own dependencies installed", () => {
  const root = join(import.meta.dirname, "../..");
  const folder = temporaryFolder("published");
  try {
    const modules = join(folder.path, "node_modules");
    const home = join(modules, manifest.name);
    mkdirSync(join(modules, "@standard-schema"), { recursive: true });
    mkdirSync(home);
    for (const name of Object.keys(manifest.dependencies)) {
      symlinkSync(join(root, "node_modules", name), join(modules, name));
    }
    const pack = ["pack", "--silent", "--pack-destination", folder.path];
    execFileSync("npm", pack, { cwd: join(root, "packages/signet") });
    const tarball = readdirSync(folder.path).find((file) => file.endsWith(".tgz")) ?? "";
    const unpack = ["-xzf", join(folder.path, tarball), "-C", home, "--strip-components=1"];
    execFileSync("tar", unpack);
    writeFileSync(join(folder.path, "app.mjs"), APP);
    const flags = ["--disable-warning=ExperimentalWarning"];
    const { stdout, stderr } = spawnSync(process.execPath, [...flags, "app.mjs"], {
      cwd: folder.path,
      encoding: "utf8",
    });
    expect({ stdout, stderr }).toEqual({ stdout: "active active\n", stderr: "" });
  } finally {
    folder.remove();
  }
});

const APP = `
import { createSignet, database, jwt } from "signet-auth";
import { sqliteStore } from "signet-auth/sqlite";
import { testBrowser } from "signet-auth/testing";
const answers = [];
for (const strategy of [jwt(), database({ store: sqliteStore("sessions.db") })]) {
  const signet = createSignet({ strategy, secret: "a-secret-for-the-tarball-0123456789-abcdef" });
  const browser = testBrowser();
  browser.receive((await signet.signIn(browser.headers(), { userId: "ada" })).setCookies);
  answers.push((await signet.read(browser.headers())).status);
}
console.log(...answers);
`;
