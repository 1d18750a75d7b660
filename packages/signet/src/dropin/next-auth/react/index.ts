export { SessionContext } from "./context.ts";
export { getCsrfToken, getProviders, getSession } from "./read.ts";
export { SessionProvider } from "./session-provider.ts";
export { signIn } from "./sign-in.ts";
export { signOut } from "./sign-out.ts";
export type {
  BuiltInProviderType,
  ClientSafeProvider,
  CtxOrReq,
  GetSessionParams,
  LiteralUnion,
  RedirectableProviderType,
  SessionContextValue,
  SessionProviderProps,
  SignInAuthorizationParams,
  SignInOptions,
  SignInResponse,
  SignOutParams,
  SignOutResponse,
  UpdateSession,
  UseSessionOptions,
} from "./types.ts";
export { useSession } from "./use-session.ts";
