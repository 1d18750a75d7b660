export { type SqliteAccounts, sqliteAccounts } from "../../accounts/sqlite/accounts.ts";
export type {
  SqliteDatabase,
  SqliteStatement,
  SqliteValue,
} from "../../database/sqlite/client.ts";
export { type SqliteStore, sqliteStore } from "./store.ts";
