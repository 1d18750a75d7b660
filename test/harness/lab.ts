import { join } from "node:path";
import { temporaryFolder } from "./folder.ts";
import { type NextApp, startNextApp } from "./next-app.ts";

export type Lab = NextApp;

export interface LabOptions {
  /** The folder for the Lab's databases and secret. Default: a new folder, removed with the Lab. */
  readonly dataFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the production build of the Lab on a free port. */
export async function startLab({ dataFolder, env = {} }: LabOptions = {}): Promise<Lab> {
  const data = dataFolder ? { path: dataFolder, remove: () => {} } : temporaryFolder("lab");
  return await startNextApp({
    folder: join(import.meta.dirname, "../../apps/lab"),
    env: { LAB_DATA_DIR: data.path, ...env },
    cleanUp: data.remove,
  });
}
