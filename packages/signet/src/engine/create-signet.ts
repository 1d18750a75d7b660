import { type NoData, noData } from "../session/data.ts";
import type { Strategy } from "../strategy/contract.ts";
import type { Engine, Signet } from "./api.ts";
import { parseOptions, type SignetOptions, type SignetOptionsWithData } from "./config.ts";
import { createEngine } from "./engine.ts";
import { offered, type SessionsOf } from "./sessions.ts";

/**
 * Creates an engine for use without a framework.
 *
 * @throws {SignetError} `invalid-config` for a wrong option.
 * @example
 * ```ts
 * import { createSignet, jwt } from "signet-auth";
 *
 * const signet = createSignet({ strategy: jwt(), secret: process.env["AUTH_SECRET"] });
 * export async function GET(request: Request): Promise<Response> {
 *   const reading = await signet.read(request);
 *   return Response.json(reading.status === "active" ? reading.session : null);
 * }
 * ```
 */
export function createSignet<S extends Strategy, Input, Data extends object>(
  options: SignetOptionsWithData<S, Input, Data>,
): Signet<Data, Input, S>;
export function createSignet<S extends Strategy>(
  options: SignetOptions<S>,
): Signet<NoData, undefined, S>;
export function createSignet<S extends Strategy, Input, Data extends object>(
  options: SignetOptions<S> | SignetOptionsWithData<S, Input, Data>,
): Signet<Data, Input, S> | Signet<NoData, undefined, S> {
  const settings = parseOptions(options);
  return "data" in options
    ? withSessions<Data, Input, S>(createEngine(settings, options.data))
    : withSessions<NoData, undefined, S>(createEngine(settings, noData));
}

function withSessions<Data extends object, Input, S extends Strategy>(
  engine: Engine<Data, Input>,
): Signet<Data, Input, S> {
  return {
    ...engine,
    // Without the options of the library, which leave out a check.
    signIn: (request, input) => engine.signIn(request, input),
    get sessions() {
      // `offered` checks at run time what SessionsOf says of the strategy's type.
      return offered(engine.sessions) as SessionsOf<S, Data>;
    },
  };
}
