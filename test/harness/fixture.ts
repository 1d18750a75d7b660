import { readFileSync } from "node:fs";
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

const folder = join(import.meta.dirname, "../fixture-app");

/** Returns the id of the production build of test/fixture-app, which is part of some addresses. */
export function buildIdOfFixture(): string {
  return readFileSync(join(folder, ".next/BUILD_ID"), "utf8").trim();
}

/** Starts the production build of test/fixture-app on a free port. */
export async function startFixture(options: FixtureOptions): Promise<NextApp> {
  const { strategy, today = false, idle = 3_600, store } = options;
  const stores = temporaryFolder("fixture");
  return await startNextApp({
    ...(today ? { distDir: ".next-today" } : {}),
    folder,
    env: {
      AUTH_SECRET: "a-secret-for-the-fixture-0123456789-abcdef",
      FIXTURE_DEFAULTS: today ? "today" : "older",
      FIXTURE_STRATEGY: strategy,
      FIXTURE_IDLE: String(idle),
      FIXTURE_STORE: store ?? join(stores.path, "sessions.db"),
    },
    cleanUp: stores.remove,
  });
}
