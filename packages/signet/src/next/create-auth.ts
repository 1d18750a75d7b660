import { parseOptions, type SignetOptions, type SignetOptionsWithData } from "../engine/config.ts";
import { createEngine } from "../engine/engine.ts";
import { invalidConfig } from "../errors.ts";
import { type NoData, noData } from "../session/data.ts";
import type { Strategy } from "../strategy/contract.ts";
import type { Auth } from "./auth.ts";
import { authFromEngine } from "./auth-from-engine.ts";
import { createAtStart } from "./create-at-start.ts";

/** The options that `createAuth` adds to the options of an engine with data. */
export interface ClientUpdateOptions<Data extends object> {
  /**
   * The members of the data that a client may change with `update` of `useSession` from
   * `signet-auth/react`, such as `["theme"]`. The data schema checks the new values. Never list a
   * member on which a permission depends, such as a role. Default: none, so that every update by a
   * client is refused with 403.
   */
  readonly clientUpdates?: readonly (keyof Data & string)[];
}

/** The options that `createAuth` adds to the options of the engine. */
export interface NextOptions {
  /**
   * The path of the sign-in page, such as `"/sign-in"`. The guards of pages and actions, and the
   * proxy, redirect visitors without a session to this path. Without `signInPath` Next shows its 401
   * page, if `experimental.authInterrupts` is set in next.config.
   */
  readonly signInPath?: string;
}

/**
 * Creates `auth`, which manages the sessions of a Next.js app. Call it once, in a module that the
 * rest of the app imports. `strategy` decides where the sessions are stored. Code that uses `auth`
 * stays the same under every strategy, except `auth.sessions`, which needs a store.
 *
 * @throws {SignetError} `invalid-config` for an invalid option. During `next build` the options are
 *   checked at the first use, because a build needs no secret; only `signInPath` is checked at once.
 *
 * @example
 * ```ts
 * import { createAuth, hybrid, memoryStore } from "signet-auth/next";
 * export const auth = createAuth({
 *   strategy: hybrid({ store: memoryStore() }), // in production a store that all servers share
 *   secret: process.env.AUTH_SECRET, // at least 32 random bytes
 *   signInPath: "/sign-in",
 * });
 * ```
 */
export function createAuth<S extends Strategy, Input, Data extends object>(
  options: SignetOptionsWithData<S, Input, Data> & NextOptions & ClientUpdateOptions<Data>,
): Auth<Data, Input, S>;
export function createAuth<S extends Strategy>(
  options: SignetOptions<S> & NextOptions,
): Auth<NoData, undefined, S>;
export function createAuth<S extends Strategy, Input, Data extends object>(
  options: (SignetOptions<S> | SignetOptionsWithData<S, Input, Data>) &
    NextOptions &
    ClientUpdateOptions<Data>,
): Auth<Data, Input, S> | Auth<NoData, undefined, S> {
  const { signInPath, clientUpdates = [], ...engineOptions } = options;
  if ("signInPath" in options && !/^\/(?![/\\])/.test(signInPath ?? "")) {
    throw invalidConfig(
      `signInPath is ${JSON.stringify(signInPath)}. It must be a path of this app, such as "/sign-in".`,
    );
  }
  if (!isListOfNames(clientUpdates)) {
    throw invalidConfig(
      `clientUpdates is ${JSON.stringify(clientUpdates)}. It must be a list of members of the data, such as ["theme"].`,
    );
  }
  return "data" in engineOptions
    ? authFromEngine<Data, Input, S>(
        createAtStart(() => createEngine(parseOptions(engineOptions), engineOptions.data)),
        signInPath ?? null,
        clientUpdates,
      )
    : authFromEngine<NoData, undefined, S>(
        createAtStart(() => createEngine(parseOptions(engineOptions), noData)),
        signInPath ?? null,
        clientUpdates,
      );
}

function isListOfNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string" && name !== "");
}
