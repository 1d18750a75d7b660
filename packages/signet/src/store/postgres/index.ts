export {
  migratePostgresAccounts,
  type PostgresAccounts,
  type PostgresAccountsOptions,
  postgresAccounts,
} from "../../accounts/postgres/accounts.ts";
export type {
  PostgresListener,
  PostgresPool,
  PostgresQuery,
  PostgresResult,
  PostgresValue,
} from "../../database/postgres/client.ts";
export type { OpeningLimiter } from "../../sign-in/limits/fallback.ts";
export {
  migratePostgresLimiter,
  type PostgresLimiterOptions,
  postgresLimiter,
} from "../../sign-in/limits/postgres/limiter.ts";
export type { OpeningStore } from "../shared/lazy-store.ts";
export type { PostgresStoreOptions } from "./options.ts";
export { migratePostgres, postgresStore } from "./store.ts";
