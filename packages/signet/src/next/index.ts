export { returnPath } from "../http/return-path.ts";
export * from "../index.ts";
export type { Refusal } from "./action.ts";
export type { Auth, EndpointHandler } from "./auth.ts";
export type { AuthSessions } from "./auth-sessions.ts";
export { createAuth, type NextOptions } from "./create-auth.ts";
export type { GuardOptions } from "./guard-options.ts";
export type { PageOptions, RequiredOptions } from "./page.ts";
export type { ProxyFunction, ProxyOptions } from "./proxy.ts";
