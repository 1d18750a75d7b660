export { isStoreUnavailable } from "../errors.ts";
export { returnPath } from "../http/return-path.ts";
export type { DecidedBy, Device, Reading, RejectionReason, Session } from "../session/types.ts";
