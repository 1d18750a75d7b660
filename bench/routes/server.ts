import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type NextApp, startNextApp } from "../../test/harness/next-app.ts";

const folder = join(import.meta.dirname, "../routes-app");
const next = join(import.meta.dirname, "../../node_modules/next/dist/bin/next");

/** Builds the app with the compared routes, and starts its production build. */
export async function startRoutes(env: Readonly<Record<string, string>>): Promise<NextApp> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, "build"], {
    cwd: folder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production", ...env },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`next build failed:\n${stdout}${stderr}`);
  return startNextApp({ folder, env });
}
