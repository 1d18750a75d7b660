export * from "../index.ts";
export { returnPath } from "../http/paths.ts";
export type { Auth, AuthSessions, EndpointHandler } from "./auth.ts";
export { createAuth, type NextOptions } from "./create-auth.ts";
export type { Proxy, ProxyOptions } from "./proxy.ts";
