export type { Duration } from "./duration.ts";
export type { Metrics, ReadOptions, SignedIn, Signet } from "./engine/api.ts";
export type { SignetOptions, SignetOptionsWithData } from "./engine/config.ts";
export {
  type CookieOptions,
  DEFAULT_COOKIE_NAME,
  type DomainCookieOptions,
  type FrameCookieOptions,
  type HostCookieOptions,
} from "./engine/cookie-options.ts";
export { createSignet } from "./engine/create-signet.ts";
export type { Sessions } from "./engine/sessions.ts";
export type { ImpersonateInput, SignInInput } from "./engine/sign-in.ts";
export {
  isStoreUnavailable,
  SignetError,
  type SignetErrorCode,
  type SignetTypeError,
  StoreUnavailableError,
} from "./errors.ts";
export type { RequestSource } from "./http/request-source.ts";
export { type Assurance, assuranceOf } from "./session/assurance.ts";
export type { DataSchema, NoData } from "./session/data.ts";
export {
  DEFAULT_LIFETIME,
  LIFETIME_PRESETS,
  type LifetimeOptions,
  type LifetimePreset,
} from "./session/lifetime.ts";
export type { SessionLifetimeOptions } from "./session/terms.ts";
export type {
  DecidedBy,
  Device,
  Proof,
  Reading,
  RejectionReason,
  Session,
  SessionTerms,
} from "./session/types.ts";
export {
  type Adopted,
  type Adoption,
  type AdoptionCandidate,
  type Bar,
  type DataUpdate,
  type Renewal,
  type SecretHash,
  type SessionRecord,
  type Store,
  tagOf,
  userTag,
} from "./store/contract.ts";
export { FEED_KEEPS, type FeedEvent, type FeedPage, type FeedStore } from "./store/feed.ts";
export { memoryStore } from "./store/memory/index.ts";
export type {
  FeedMetrics,
  StatelessStrategy,
  StoredStrategy,
  Strategy,
} from "./strategy/contract.ts";
export { type DatabaseOptions, database } from "./strategy/database.ts";
export { type HybridOptions, hybrid } from "./strategy/hybrid/index.ts";
export { jwt } from "./strategy/jwt.ts";
export { sealed } from "./strategy/sealed.ts";
