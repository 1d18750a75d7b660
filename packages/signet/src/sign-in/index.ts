export type * from "./contract.ts";
export type * from "./events.ts";
export type * from "./limits/contract.ts";
export type * from "./method.ts";
export type * from "./service-contract.ts";
export { parseEmail } from "./shared/email.ts";
