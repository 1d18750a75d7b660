import { parseOptions, type SignetOptions, type SignetOptionsWithData } from "../engine/config.ts";
import { createEngine } from "../engine/engine.ts";
import { invalidConfig } from "../errors.ts";
import { type NoData, noData } from "../session/data.ts";
import type { Strategy } from "../strategy/contract.ts";
import type { Auth } from "./auth.ts";
import { authFromEngine } from "./auth-from-engine.ts";
import { createAtStart } from "./create-at-start.ts";

/** What Next.js adds to the engine's options. */
export interface NextOptions {
  /** Where the guards of pages and actions and the proxy send visitors without a session. */
  readonly signInPath?: string;
}

/**
 * Makes `auth`: sessions in a Next.js app, the one line that differs being the strategy.
 *
 * @throws {SignetError} `invalid-config`; inside `next build` only when it is used.
 */
export function createAuth<S extends Strategy, Input, Data extends object>(
  options: SignetOptionsWithData<S, Input, Data> & NextOptions,
): Auth<Data, Input, S>;
export function createAuth<S extends Strategy>(
  options: SignetOptions<S> & NextOptions,
): Auth<NoData, undefined, S>;
export function createAuth<S extends Strategy, Input, Data extends object>(
  options: (SignetOptions<S> | SignetOptionsWithData<S, Input, Data>) & NextOptions,
): Auth<Data, Input, S> | Auth<NoData, undefined, S> {
  const { signInPath, ...engineOptions } = options;
  if ("signInPath" in options && !/^\/(?![/\\])/.test(signInPath ?? "")) {
    throw invalidConfig('signInPath must be a path of this app, such as "/sign-in".');
  }
  return "data" in engineOptions
    ? authFromEngine<Data, Input, S>(
        createAtStart(() => createEngine(parseOptions(engineOptions), engineOptions.data)),
        signInPath ?? null,
      )
    : authFromEngine<NoData, undefined, S>(
        createAtStart(() => createEngine(parseOptions(engineOptions), noData)),
        signInPath ?? null,
      );
}
