import { join } from "node:path";
import { temporaryFolder } from "./folder.ts";
import { type NextApp, startNextApp } from "./next-app.ts";

export type Lab = NextApp;

export interface LabOptions {
  /** The folder for the Lab's databases and secret. Default: a new folder, removed with the Lab. */
  readonly dataFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default: a free port. */
  readonly port?: number | undefined;
}

/** Starts the production build of the Lab. */
export async function startLab({ dataFolder, env = {}, port }: LabOptions = {}): Promise<Lab> {
  const data = dataFolder ? { path: dataFolder, remove: () => {} } : temporaryFolder("lab");
  return await startNextApp({
    folder: join(import.meta.dirname, "../../apps/lab"),
    env: { LAB_DATA_DIR: data.path, ...env },
    ...(port !== undefined && { port }),
    cleanUp: data.remove,
  });
}
