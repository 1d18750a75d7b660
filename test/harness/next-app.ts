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
  /** From where it takes relative paths. Default: its folder. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cleanUp?: () => void;
}

const root = join(import.meta.dirname, "../..");

/** A Next.js app as built for production, on a port of its own. */
export async function startNextApp(options: NextAppOptions): Promise<NextApp> {
  const { folder, distDir = ".next" } = options;
  if (!existsSync(join(folder, distDir, "BUILD_ID"))) {
    throw new Error(`${relative(root, folder)} is not built: run \`npm test -- apps\` first.`);
  }
  return serve("start", "production", options);
}

/** The same as `next dev` serves it, which builds each page when it is asked for. */
export async function startNextDev(options: NextAppOptions): Promise<NextApp> {
  return serve("dev", "development", options);
}

async function serve(
  command: "start" | "dev",
  mode: "production" | "development",
  { folder, cwd = folder, env = {}, cleanUp = () => {} }: NextAppOptions,
): Promise<NextApp> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const cli = join(root, "node_modules/next/dist/bin/next");
  const running = await launch({
    program: process.execPath,
    args: ["--disable-warning=ExperimentalWarning", cli, command, folder, "--port", String(port)],
    cwd,
    env: { NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1", ...env },
    ready: () => fetch(url, { redirect: "manual" }),
    cleanUp,
  });
  return { ...running, url };
}
