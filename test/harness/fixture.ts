import { join } from "node:path";
import { temporaryFolder } from "./folder.ts";
import { type NextApp, startNextApp } from "./next-app.ts";

export interface FixtureOptions {
  readonly strategy: "jwt" | "sealed" | "database" | "hybrid";
  /** Uses the build with the options that create-next-app sets today. Default: false. */
  readonly today?: boolean;
  /** The idle lifetime of a session; seconds. Default: one hour. */
  readonly idle?: number;
  /** The path of the session database. Default: a new database, removed with the app. */
  readonly store?: string;
}

/** Starts the production build of test/fixture-app on a free port. */
export async function startFixture(options: FixtureOptions): Promise<NextApp> {
  const { strategy, today = false, idle = 3_600, store } = options;
  const folder = temporaryFolder("fixture");
  return await startNextApp({
    ...(today ? { distDir: ".next-today" } : {}),
    folder: join(import.meta.dirname, "../fixture-app"),
    env: {
      AUTH_SECRET: "a-secret-for-the-fixture-0123456789-abcdef",
      FIXTURE_DEFAULTS: today ? "today" : "older",
      FIXTURE_STRATEGY: strategy,
      FIXTURE_IDLE: String(idle),
      FIXTURE_STORE: store ?? join(folder.path, "sessions.db"),
    },
    cleanUp: folder.remove,
  });
}
