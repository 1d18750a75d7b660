import type { ParsedUrlQuery } from "node:querystring";
import type { PreviewData } from "next";
import { cache } from "react";
import type { User } from "../accounts/contract.ts";
import type { Duration } from "../duration.ts";
import { answer } from "../endpoints/answer.ts";
import type { Engine, ReadOptions } from "../engine/api.ts";
import type { SignetTypeError } from "../errors.ts";
import type { SignInMethods } from "../sign-in/method.ts";
import type { SignInService } from "../sign-in/service-contract.ts";
import type { StoredStrategy, Strategy } from "../strategy/contract.ts";
import { type Action, guardAction, type Refusing } from "./action.ts";
import { admit, sessionOf } from "./admit.ts";
import type { Auth, EndpointHandler } from "./auth.ts";
import type { AuthSignIn } from "./auth-sign-in.ts";
import type { ImpersonateRest } from "./auth-writes.ts";
import type { EngineWithService } from "./create-service.ts";
import { currentPagePath, returnToParameter } from "./current-page.ts";
import { sessionsOfRequest } from "./current-sessions.ts";
import { type GuardOptions, readOptionsIn } from "./guard-options.ts";
import { keepAliveAfterResponse, keepAliveInPages } from "./keep-alive.ts";
import { pageGuard, type RequiredOptions } from "./page.ts";
import { type ApiHandler, guardApi, openApi } from "./pages-router/api.ts";
import { isPagesContext, type PagesContext } from "./pages-router/context.ts";
import { apiEndpoints } from "./pages-router/endpoints.ts";
import { exchangeOf } from "./pages-router/exchange.ts";
import { guardProps, type LoadProps } from "./pages-router/props.ts";
import { pagesReturnTo } from "./pages-router/return-to.ts";
import { createProxy, type ProxyOptions } from "./proxy.ts";
import { redirectToSignIn } from "./redirect-to-sign-in.ts";
import { currentRequest } from "./request-cookies.ts";
import { requireAwait } from "./require-await.ts";
import { guardRoute, openRoute, type RouteHandler } from "./route.ts";
import { noMethods, signInCalls } from "./sign-in-calls.ts";
import { waitForRequest } from "./wait-for-request.ts";
import { writesOf } from "./writes.ts";

/** The options of a read under every strategy and in both routers. */
type AnyReadOptions = ReadOptions & Partial<PagesContext & SignetTypeError<string>>;

/**
 * Creates `auth` from a function that returns the same engine at each call.
 *
 * @param clientUpdates the members of the data that a client may change.
 * @param methodNames the names of the sign-in methods.
 */
export function authFromEngine<
  Data extends object,
  Input,
  S extends Strategy,
  M extends SignInMethods | null,
  U extends User,
>(
  created: () => EngineWithService<Data, Input>,
  signInPath: string | null,
  clientUpdates: readonly string[],
  methodNames: readonly string[],
): Auth<Data, Input, S, M, U> {
  const engine = (): Engine<Data, Input> => created().engine;
  /** Reads once per render and options. Outside of a render React's `cache` stores nothing. */
  const cachedRead = cache(async (fresh?: boolean, maxStaleness?: Duration) => {
    // The first step, because reading the request makes Next render the page dynamically.
    const request = await currentRequest();
    const reading = await engine().read(request, readOptionsIn({ fresh, maxStaleness }));
    keepAliveAfterResponse(engine(), request, reading);
    return reading;
  });
  const read = async (options: AnyReadOptions = {}) => {
    const { fresh, maxStaleness } = options;
    if (!isPagesContext(options)) return cachedRead(fresh, maxStaleness);
    const { source } = exchangeOf(options);
    const reading = await engine().read(source, readOptionsIn({ fresh, maxStaleness }));
    keepAliveInPages(engine(), source, reading);
    return reading;
  };
  const session = async (options?: AnyReadOptions) => sessionOf(await read(options));

  const required = async ({ returnTo, ...options }: RequiredOptions<StoredStrategy> = {}) => {
    const reading = await read(options);
    const admitted = admit(engine(), reading, options);
    if (typeof admitted !== "string") return admitted;
    const pagePath = returnTo ?? currentPagePath(await currentRequest());
    return redirectToSignIn(reading, admitted, { signInPath, returnTo: pagePath });
  };

  const endpoint: EndpointHandler = async (request, { params }) => {
    await waitForRequest();
    const path = Object.values(await params).find((value) => Array.isArray(value));
    return answer(engine(), request, path ?? [], clientUpdates, created().service);
  };

  const { signIn, impersonate, update, signOut, refuseUnmeant } = writesOf(engine);

  const service = () => serviceIn(created());
  const members = signInCalls(engine, service, methodNames, session);
  const calls = () => {
    service();
    // `serviceIn` has checked at run time the condition of the types of AuthSignIn.
    return members as AuthSignIn<Data, M, U>;
  };

  return withMembers(requireAwait("auth()", session), {
    read: requireAwait("auth.read()", read),

    required: requireAwait("auth.required()", required),

    page: pageGuard(required),

    route: <Context>(handler: RouteHandler<Data, Context>, options?: GuardOptions & ReadOptions) =>
      guardRoute(engine, handler, options),

    open: openRoute,

    action: <Args extends unknown[], Result, Refused>(
      action: Action<Data, Args, Result>,
      options?: GuardOptions & ReadOptions & Refusing<Args, Refused>,
    ) => guardAction(engine, signInPath, action, options),

    api: <Body>(handler: ApiHandler<Data, Body>, options?: GuardOptions & ReadOptions) =>
      guardApi(engine, handler, options),

    openApi,

    props: <Props, Params extends ParsedUrlQuery, Preview extends PreviewData>(
      load: LoadProps<Data, Props, Params, Preview>,
      options?: RequiredOptions<StoredStrategy>,
    ) => guardProps(engine, signInPath, load, options),

    returnTo: requireAwait(
      "auth.returnTo()",
      async (fallback: string = "/", context?: PagesContext) =>
        isPagesContext(context)
          ? pagesReturnTo(context, fallback)
          : returnToParameter(await currentRequest(), fallback),
    ),

    signIn: requireAwait("auth.signIn()", signIn),
    impersonate: requireAwait(
      "auth.impersonate()",
      (userId: string, ...[input, context]: ImpersonateRest<Input>) =>
        impersonate(userId, input, context),
    ),
    update: requireAwait("auth.update()", update),
    signOut: requireAwait("auth.signOut()", signOut),

    metrics: () => engine().metrics(),

    handlers: {
      GET: endpoint,
      POST: endpoint,
      PATCH: endpoint,
      DELETE: endpoint,
      api: apiEndpoints(engine, clientUpdates, () => created().service),
    },

    proxy: (options: ProxyOptions) => createProxy(engine, signInPath, options),

    get sessions() {
      return sessionsOfRequest<Data, S>(engine().sessions, session, refuseUnmeant);
    },

    get signInWith() {
      return calls().signInWith;
    },

    get methods() {
      return calls().methods;
    },

    get account() {
      return calls().account;
    },
  });
}

/**
 * Returns the service of the sign-in methods.
 *
 * @throws {SignetError} `not-supported` without methods, as the types of `auth` say.
 */
function serviceIn({ service }: Pick<EngineWithService<object, never>, "service">): SignInService {
  if (service === null) throw noMethods();
  return service;
}

/** Adds members to a function. Getters stay getters. */
function withMembers<F extends (...args: never[]) => unknown, Members extends object>(
  call: F,
  members: Members,
): F & Members {
  return Object.defineProperties(call, Object.getOwnPropertyDescriptors(members)) as F & Members;
}
