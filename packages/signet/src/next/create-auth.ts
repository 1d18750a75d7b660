import { cache } from "react";
import type { Engine, ReadOptions } from "../api.ts";
import { parseOptions, type SignetOptions, type SignetOptionsWithData } from "../config.ts";
import type { Duration } from "../duration.ts";
import { answer } from "../endpoints/answer.ts";
import { notSignedIn, SignetError, type SignetTypeError } from "../errors.ts";
import { type NoData, noData } from "../session/data.ts";
import type { Session } from "../session/types.ts";
import { offered, type Sessions } from "../sessions.ts";
import type { SignInInput } from "../sign-in.ts";
import { createEngine } from "../signet.ts";
import type { StoredStrategy, Strategy } from "../strategy/contract.ts";
import { atStart } from "./at-start.ts";
import type {
  Auth,
  AuthSessions,
  AuthSessionsOf,
  EndpointHandler,
  RequiredOptions,
} from "./auth.ts";
import { mustBeAwaited } from "./awaited.ts";
import {
  type Action,
  type GuardOptions,
  guardAction,
  guardRoute,
  isRecent,
  leave,
  type RouteHandler,
  readOptionsIn,
  sessionOf,
} from "./guards.ts";
import { currentRequest, giveCookies } from "./jar.ts";
import { makeProxy, type ProxyOptions } from "./proxy.ts";

/** What Next.js adds to the engine's options. */
export interface NextOptions {
  /** Where `auth.required()`, `auth.action` and the proxy send visitors without a session. */
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
    throw new SignetError(
      "invalid-config",
      'signInPath must be a path of this app, such as "/sign-in".',
    );
  }
  return "data" in engineOptions
    ? authOn<Data, Input, S>(
        atStart(() => createEngine(parseOptions(engineOptions), engineOptions.data)),
        signInPath ?? null,
      )
    : authOn<NoData, undefined, S>(
        atStart(() => createEngine(parseOptions(engineOptions), noData)),
        signInPath ?? null,
      );
}

function authOn<Data extends object, Input, S extends Strategy>(
  engine: () => Engine<Data, Input>,
  signInPath: string | null,
): Auth<Data, Input, S> {
  /** One read a render, however many components ask; elsewhere React's cache keeps nothing. */
  const readAs = cache(async (fresh?: boolean, maxStaleness?: Duration) => {
    // The request first: asking for it is what tells Next that the page is dynamic.
    const request = await currentRequest();
    return engine().read(request, readOptionsIn({ fresh, maxStaleness }));
  });
  const reading = (options: ReadOptions | SignetTypeError<string> = {}) =>
    "~signet" in options ? readAs() : readAs(options.fresh, options.maxStaleness);
  const read = async (options?: ReadOptions | SignetTypeError<string>) =>
    sessionOf(await reading(options));

  const endpoint: EndpointHandler = async (request, { params }) => {
    const path = Object.values(await params).find((value) => Array.isArray(value));
    return answer(engine(), request, path ?? []);
  };

  return withMembers(
    (options?: ReadOptions | SignetTypeError<string>) => mustBeAwaited(read(options)),
    {
      read: (options?: ReadOptions | SignetTypeError<string>) => reading(options),

      async required({ returnTo, ...options }: RequiredOptions<StoredStrategy> = {}) {
        const session = await read(options);
        if (session === null) return leave(signInPath, returnTo ?? null);
        if (isRecent(engine(), session, options)) return session;
        return leave(signInPath, returnTo ?? null, "not-recent");
      },

      route: <Context>(
        handler: RouteHandler<Data, Context>,
        options?: GuardOptions & ReadOptions,
      ) => guardRoute(engine, handler, options),

      action: <Args extends unknown[], Result>(
        action: Action<Data, Args, Result>,
        options?: GuardOptions & ReadOptions,
      ) => guardAction(engine, signInPath, action, options),

      async signIn(input: SignInInput<Input>) {
        const { session, credential, setCookies } = await engine().signIn(
          await currentRequest(),
          input,
        );
        try {
          await giveCookies(setCookies);
        } catch (error) {
          await engine().signOut({ authorization: `Bearer ${credential}` });
          throw error;
        }
        return session;
      },

      async update(patch: Partial<Input & object>) {
        const { session, setCookies } = await engine().update(await currentRequest(), patch);
        await giveCookies(setCookies);
        return session;
      },

      async signOut() {
        await giveCookies(await engine().signOut(await currentRequest()));
      },

      metrics: () => engine().metrics(),

      handlers: { GET: endpoint, POST: endpoint, DELETE: endpoint },

      proxy: (options: ProxyOptions) => makeProxy(engine, signInPath, options),

      get sessions() {
        const sessions: AuthSessions<Data> = currentUsersSessions(offered(engine().sessions), read);
        // AuthSessionsOf asks the strategy's type what `offered` asks the strategy.
        return sessions as AuthSessionsOf<S, Data>;
      },
    },
  );
}

function currentUsersSessions<Data>(
  sessions: Sessions<Data>,
  read: () => Promise<Session<Data> | null>,
): AuthSessions<Data> {
  return {
    ...sessions,
    async revokeOthers() {
      const session = await read();
      if (session === null) throw notSignedIn();
      return sessions.revokeOthers(session);
    },
  };
}

/** A function with members, getters kept. */
function withMembers<F extends () => unknown, Members extends object>(
  call: F,
  members: Members,
): F & Members {
  return Object.defineProperties(call, Object.getOwnPropertyDescriptors(members)) as F & Members;
}
