import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const SENTENCE = "auth and its stores are for the server. In a Client Component import from";

const strategies = {
  jwt: "strategy: jwt()",
  sqlite: 'strategy: database({ store: sqliteStore("sessions.db") })',
};

/** Builds an app whose Client Component imports `auth`. Returns the output of the build. */
function build(strategy: keyof typeof strategies, bundler: string): string {
  // Inside the workspace of the tests, so that next and signet-auth resolve as in an application.
  const folder = mkdtempSync(join(import.meta.dirname, ".client-import-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = {
    "package.json": '{ "private": true, "type": "module" }',
    "lib/auth.js": `
      import { createAuth, database, jwt } from "signet-auth/next";
      ${strategy === "sqlite" ? 'import { sqliteStore } from "signet-auth/sqlite";' : ""}
      export const auth = createAuth({ ${strategies[strategy]}, secret: process.env.AUTH_SECRET });`,
    "app/layout.js": `
      export default function Layout({ children }) {
        return <html><body>{children}</body></html>;
      }`,
    "app/page.js": `
      "use client";
      import { auth } from "../lib/auth";
      export default function Page() {
        return <button onClick={() => auth.signOut()}>Sign out</button>;
      }`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text.trim());
  }
  const next = join(root, "node_modules/next/dist/bin/next");
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, "build", bundler], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  expect(status).not.toBe(0);
  return stdout + stderr;
}

test.each([
  ["jwt", "--turbopack"],
  ["jwt", "--webpack"],
  ["sqlite", "--turbopack"],
  ["sqlite", "--webpack"],
] as const)("auth (%s) in a Client Component is one build error (%s)", (strategy, bundler) => {
  const output = build(strategy, bundler);
  expect(output.split("Module not found").length - 1).toBe(1);
  expect(output).toContain(SENTENCE);
  expect(output).toContain("signet-auth/react");
  expect(output).toContain("lib/auth.js");
  expect(output).toContain("app/page.js");
  expect(output).not.toMatch(/panic/i);
});
