export {
  type AccountCallbacks,
  callbackAccounts,
  type ProviderProfile,
  type UserKey,
} from "./callbacks/index.ts";
export * from "./contract.ts";
export { memoryAccounts } from "./memory/index.ts";
export type { UsersWithAttributes } from "./shared/attributes.ts";
export type { AttributesOption, UsersOption } from "./shared/options.ts";
