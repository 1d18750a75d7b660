import { join } from "node:path";
import { temporaryFolder } from "./folder.ts";
import { type NextApp, startNextApp } from "./next-app.ts";

export type Lab = NextApp;

export interface LabOptions {
  /** Where the Lab keeps its databases and secret; without it, a new folder that goes with the Lab. */
  readonly dataFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The Lab as built for production, on a port of its own. */
export async function startLab({ dataFolder, env = {} }: LabOptions = {}): Promise<Lab> {
  const data = dataFolder ? { path: dataFolder, remove: () => {} } : temporaryFolder("lab");
  return await startNextApp({
    folder: join(import.meta.dirname, "../../apps/lab"),
    env: { LAB_DATA_DIR: data.path, ...env },
    cleanUp: data.remove,
  });
}
