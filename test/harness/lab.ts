import { existsSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./folder.ts";
import { freePort } from "./port.ts";
import { launch, type Running } from "./process.ts";

export interface Lab extends Running {
  readonly url: string;
}

export interface LabOptions {
  /** Where the Lab keeps its databases and secret; without it, a new folder that goes with the Lab. */
  readonly dataFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, "../..");
const folder = join(root, "apps/lab");

/** The Lab as built for production, on a port of its own. */
export async function startLab({ dataFolder, env = {} }: LabOptions = {}): Promise<Lab> {
  if (!existsSync(join(folder, ".next/BUILD_ID"))) {
    throw new Error("The Lab is not built for production: run `npm test -- lab` first.");
  }
  const data = dataFolder ? { path: dataFolder, remove: () => {} } : temporaryFolder("lab");
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const running = await launch({
    program: process.execPath,
    args: [
      "--disable-warning=ExperimentalWarning",
      join(root, "node_modules/next/dist/bin/next"),
      "start",
      "--port",
      String(port),
    ],
    cwd: folder,
    env: {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      LAB_DATA_DIR: data.path,
      ...env,
    },
    ready: () => fetch(url, { redirect: "manual" }),
    cleanUp: data.remove,
  });
  return { ...running, url };
}
