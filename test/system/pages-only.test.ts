import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { httpClient } from "../harness/client.ts";
import { startNextApp, startNextDev } from "../harness/next-app.ts";

const root = join(import.meta.dirname, "../..");
const SECRET = "a-secret-for-tests-of-pages-0123456789-abcdef";

const files = {
  "package.json": '{ "private": true, "type": "module" }',
  "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(root)} } };`,
  "lib/auth.js": `
import { createAuth, database } from "signet-auth/next";
import { sqliteStore } from "signet-auth/sqlite";
export const auth = createAuth({
  strategy: database({ store: sqliteStore(process.env.STORE ?? "sessions.db") }),
  secret: process.env.AUTH_SECRET,
  signInPath: "/sign-in",
});`,
  "pages/index.jsx": `
import { auth } from "../lib/auth";
export const getServerSideProps = auth.props(async (_context, session) => ({
  props: { id: session.userId },
}));
export default function Page({ id }) {
  return <h1>Secret of {id}</h1>;
}`,
  "pages/api/sign-in.js": `
import { auth } from "../../lib/auth";
export default auth.openApi(async (req, res) => {
  await auth.signIn({ userId: "ada" }, { req, res });
  res.json({ seen: (await auth({ req, res })).userId });
});`,
  "pages/api/me.js": `
import { auth } from "../../lib/auth";
export default auth.api((_req, res, session) => res.json({ userId: session.userId }));`,
  "pages/api/forgotten.js": `
import { auth } from "../../lib/auth";
export default function handler(req, res) {
  const session = auth({ req, res });
  res.json({ shown: session !== null });
}`,
};

/**
 * Creates an app that has only the Pages Router. It holds a copy of the library as npm installs it, so
 * that Next does not bundle the library with pages, but imports it in Node.
 */
function pagesApp(): string {
  // Inside the workspace of the tests, so that next and react resolve as in an application.
  const folder = mkdtempSync(join(import.meta.dirname, ".pages-only-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text.trim());
  }
  for (const name of ["dist", "package.json"]) {
    const target = join(folder, "node_modules/signet-auth", name);
    cpSync(join(root, "packages/signet", name), target, { recursive: true });
  }
  return folder;
}

test.each([
  ["start", "--webpack"],
  ["dev", "--turbopack"],
] as const)(
  "an app with only the Pages Router works with the installed library: next %s, %s",
  async (command, bundler) => {
    const folder = pagesApp();
    const env = { AUTH_SECRET: SECRET, STORE: join(folder, "sessions.db") };
    if (command === "start") {
      const next = join(root, "node_modules/next/dist/bin/next");
      const { status, stdout, stderr } = spawnSync(process.execPath, [next, "build", bundler], {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      });
      expect([stdout + stderr, status]).toEqual([expect.anything(), 0]);
    }
    const app = await (command === "start" ? startNextApp : startNextDev)({ folder, env });
    onTestFinished(() => app.stop());
    const client = httpClient(app.url);
    expect((await client.send("/api/me")).status).toBe(401);
    const { status, headers } = await client.send("/?a=1");
    expect([status, headers.get("location")]).toEqual([307, "/sign-in?returnTo=%2F%3Fa%3D1"]);
    const post = { method: "POST", headers: { origin: app.url } };
    expect((await client.send("/api/sign-in", post)).text).toBe('{"seen":"ada"}');
    expect((await client.send("/api/me")).text).toBe('{"userId":"ada"}');
    expect((await client.send("/")).text.replaceAll("<!-- -->", "")).toContain("Secret of ada");
    await client.send("/api/forgotten");
    // The proxy object that Next passes as `res` in development warns about a late use.
    expect(app.output()).not.toContain("You should not access 'res'");
    const notAwaited = expect.poll(() => app.output().includes("its promise was not awaited"));
    await notAwaited.toBe(command === "dev");
  },
  180_000,
);
