export { isStoreUnavailable, SignetError } from "../errors.ts";
export { returnPath } from "../http/return-path.ts";
export type { DecidedBy, Device, Reading, RejectionReason, Session } from "../session/types.ts";
export { SessionProvider, type SessionProviderProps, useSession } from "./provider.ts";
export type {
  ClientSession,
  Given,
  GivenReading,
  GivenSession,
  Json,
  SessionActions,
  SessionState,
  SignOutOptions,
  UseSession,
} from "./types.ts";
