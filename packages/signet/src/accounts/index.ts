export * from "./contract.ts";
export { memoryAccounts } from "./memory/index.ts";
