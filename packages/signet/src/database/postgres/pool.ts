import { invalidConfig } from "../../errors.ts";
import { checkOptions } from "../../options.ts";
import type { PostgresPool } from "./client.ts";

/** How long a statement waits for its answer before the connection is closed; milliseconds. */
export const ANSWER_TIMEOUT = 10_000;

/**
 * Checks and returns the pool. Sets its connection timeout, if that is not set, so that a hanging server
 * does not block the pool. Adds a listener for errors of idle connections, if there is none: without a
 * listener, a restart of the server would end the process.
 *
 * @param makers The names of the functions that take the pool, for the error message.
 */
export function parsePool(pool: PostgresPool, ...makers: readonly string[]): PostgresPool {
  if (typeof pool?.query !== "function" || typeof pool.options !== "object") {
    const [maker] = makers;
    throw invalidConfig(
      `${makers.map((name) => `${name}()`).join(" and ")} take a Pool of pg: ${maker}(new Pool({ connectionString })). ${maker}() also takes a URL.`,
    );
  }
  pool.options.connectionTimeoutMillis ??= ANSWER_TIMEOUT;
  if (pool.listenerCount("error") === 0) pool.on("error", () => {});
  return pool;
}

/** Checks the names of options, and returns the option `prepare`. The default is `true`. */
export function parsePrepare(
  options: { readonly prepare?: boolean },
  known: readonly string[],
  owner: string,
): boolean {
  checkOptions(options, known, owner);
  const { prepare = true } = options;
  if (typeof prepare !== "boolean") {
    throw invalidConfig("prepare must be true or false. Leave it out for true.");
  }
  return prepare;
}
