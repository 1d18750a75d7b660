import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { freePort } from "./port.ts";
import { launch, type Running } from "./process.ts";

export interface NextApp extends Running {
  readonly url: string;
}

export interface NextAppOptions {
  readonly folder: string;
  /** Where Next puts what it builds. Default `.next`. */
  readonly distDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cleanUp?: () => void;
}

const root = join(import.meta.dirname, "../..");

/** A Next.js app as built for production, on a port of its own. */
export async function startNextApp(options: NextAppOptions): Promise<NextApp> {
  const { folder, distDir = ".next", env = {}, cleanUp = () => {} } = options;
  if (!existsSync(join(folder, distDir, "BUILD_ID"))) {
    throw new Error(`${relative(root, folder)} is not built: run \`npm test -- apps\` first.`);
  }
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const cli = join(root, "node_modules/next/dist/bin/next");
  const running = await launch({
    program: process.execPath,
    args: ["--disable-warning=ExperimentalWarning", cli, "start", "--port", String(port)],
    cwd: folder,
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...env },
    ready: () => fetch(url, { redirect: "manual" }),
    cleanUp,
  });
  return { ...running, url };
}
