import type { User } from "../accounts/contract.ts";
import { parseOptions, type SignetOptions, type SignetOptionsWithData } from "../engine/config.ts";
import { createEngine } from "../engine/engine.ts";
import { invalidConfig } from "../errors.ts";
import type { DataSchema } from "../session/data.ts";
import { type NoData, noData } from "../session/data.ts";
import type { SignInMethods } from "../sign-in/method.ts";
import type { Strategy } from "../strategy/contract.ts";
import type { Auth } from "./auth.ts";
import { authFromEngine } from "./auth-from-engine.ts";
import { createAtStart } from "./create-at-start.ts";
import { withService } from "./create-service.ts";
import {
  type GivenSignIn,
  parseSignIn,
  type SessionDataOption,
  type SignInOptions,
} from "./sign-in-options.ts";

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

/** Options that an application without sign-in methods does not have. */
interface WithoutSignIn {
  readonly signIn?: never;
  readonly accounts?: never;
  readonly sessionData?: never;
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
export function createAuth<
  S extends Strategy,
  const M extends SignInMethods,
  U extends User,
  Input = undefined,
  Data extends object = NoData,
>(
  options: SignetOptions<S> &
    NextOptions &
    SignInOptions<M, U> &
    ClientUpdateOptions<Data> & { readonly data?: DataSchema<Input, Data> } & SessionDataOption<
      U,
      NoInfer<Input>
    >,
): Auth<Data, Input, S, M, U>;
export function createAuth<S extends Strategy, Input, Data extends object>(
  options: SignetOptionsWithData<S, Input, Data> &
    NextOptions &
    ClientUpdateOptions<Data> &
    WithoutSignIn,
): Auth<Data, Input, S>;
export function createAuth<S extends Strategy>(
  options: SignetOptions<S> & NextOptions & WithoutSignIn,
): Auth<NoData, undefined, S>;
export function createAuth<
  S extends Strategy,
  Input,
  Data extends object,
  M extends SignInMethods | null,
  U extends User,
>(
  options: (SignetOptions<S> | SignetOptionsWithData<S, Input, Data>) &
    NextOptions &
    GivenSignIn &
    ClientUpdateOptions<Data>,
): Auth<Data, Input, S, M, U> | Auth<NoData, undefined, S, M, U> {
  const { signInPath, clientUpdates = [], ...others } = options;
  const { signIn, accounts, sessionData, origin, basePath, appName, limiter, ...rest } = others;
  const { onEvent, notify, secondFactor, signUp, recentWithin, ...engineOptions } = rest;
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
  const given = { signIn, accounts, sessionData, origin, basePath, appName, limiter };
  const ofSignIn = parseSignIn({ ...given, onEvent, notify, secondFactor, signUp, recentWithin });
  const methods = signIn ?? {};
  const page = signInPath ?? null;
  const create = <Data extends object, Input>(schema: DataSchema<Input, Data>) =>
    createAtStart(() => {
      const settings = parseOptions(engineOptions);
      const engine = createEngine(settings, schema);
      return withService(engine, settings, ofSignIn, methods, page);
    });
  const names = Object.keys(methods);
  return "data" in engineOptions
    ? authFromEngine<Data, Input, S, M, U>(create(engineOptions.data), page, clientUpdates, names)
    : authFromEngine<NoData, undefined, S, M, U>(create(noData), page, clientUpdates, names);
}

function isListOfNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string" && name !== "");
}
