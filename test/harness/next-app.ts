import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { freePort } from "./port.ts";
import { launch, type Running } from "./process.ts";

export interface NextApp extends Running {
  readonly url: string;
}

export interface NextAppOptions {
  readonly folder: string;
  /** The output folder of the build. Default: `.next`. */
  readonly distDir?: string;
  /** Default: a free port. */
  readonly port?: number;
  /** The working directory. Default: `folder`. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cleanUp?: () => void;
}

const root = join(import.meta.dirname, "../..");

/** Starts the production build of a Next.js app on a free port. Throws when the app is not built. */
export async function startNextApp(options: NextAppOptions): Promise<NextApp> {
  const { folder, distDir = ".next" } = options;
  if (!existsSync(join(folder, distDir, "BUILD_ID"))) {
    throw new Error(`${relative(root, folder)} is not built: run \`npm test -- apps\` first.`);
  }
  return serve("start", "production", options);
}

/** Starts an app with `next dev`, which compiles each page at its first request. */
export async function startNextDev(options: NextAppOptions): Promise<NextApp> {
  return serve("dev", "development", options);
}

async function serve(
  command: "start" | "dev",
  mode: "production" | "development",
  { folder, port: wanted, cwd = folder, env = {}, cleanUp = () => {} }: NextAppOptions,
): Promise<NextApp> {
  const port = wanted ?? (await freePort());
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
