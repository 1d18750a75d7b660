import { join } from "node:path";
import { temporaryFolder } from "./folder.ts";
import { type NextApp, startNextApp } from "./next-app.ts";

export interface FixtureOptions {
  readonly strategy: "jwt" | "sealed" | "database" | "hybrid";
  /** Built with the options that create-next-app sets today. */
  readonly today?: boolean;
  /** How long an unused session lives; seconds. Default an hour. */
  readonly idle?: number;
  /** The session database; without it, a new one that goes with the app. */
  readonly store?: string;
}

/** The small app of test/fixture-app as built for production, on a port of its own. */
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
