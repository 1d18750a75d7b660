/** Where each reading is published, for subscribers of this name. */
export const READINGS = "signet-auth:reading";

/** The part of a channel of `node:diagnostics_channel` that is used. */
export interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: object): void;
}
