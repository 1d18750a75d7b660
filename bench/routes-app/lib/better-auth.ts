import { DatabaseSync } from "node:sqlite";
import { headers } from "next/headers";
import { authOn } from "../../reads/better-auth.ts";
import type { Person } from "./person.ts";

const auth = authOn(new DatabaseSync(process.env["BENCH_BETTER_AUTH_DB"] ?? ":memory:"));

/** better-auth on SQLite, as in its documentation. */
export async function readBetterAuth(): Promise<Person | null> {
  const found = await auth.api.getSession({ headers: await headers() });
  return found?.user ?? null;
}
