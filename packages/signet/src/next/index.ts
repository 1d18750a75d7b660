export { returnPath } from "../http/return-path.ts";
export * from "../index.ts";
export type { Refusal } from "./action.ts";
export type { Auth, EndpointHandler } from "./auth.ts";
export type { AuthSessions } from "./auth-sessions.ts";
export type {
  AuthAccount,
  AuthOutcome,
  AuthSignIn,
  LinkCallOptions,
  SignInCallOptions,
} from "./auth-sign-in.ts";
export type { ImpersonateRest } from "./auth-writes.ts";
export { type ClientUpdateOptions, createAuth, type NextOptions } from "./create-auth.ts";
export type { GuardOptions } from "./guard-options.ts";
export type { PageOptions, RequiredOptions } from "./page.ts";
export type { ApiHandler, ApiRoute, OpenApiHandler } from "./pages-router/api.ts";
export type { PagesContext } from "./pages-router/context.ts";
export type { LoadProps, ServerSideProps } from "./pages-router/props.ts";
export type { ProxyFunction, ProxyOptions } from "./proxy.ts";
export type { SessionDataOption, SignInOptions } from "./sign-in-options.ts";
