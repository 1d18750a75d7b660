import { tagOf, userTag } from "../contract.ts";
import { userKey } from "./record.ts";

/** The names of all keys. */
export interface Keys extends FeedKeys {
  record(id: string): string;
  /** The prefix of record keys of a tag; the session id follows. */
  recordPrefix(tag: string): string;
  /** A sorted set of a user's session ids by creation time. */
  index(userId: string): string;
  /** The prefix of index keys of a tag; the encoded user id follows. */
  indexPrefix(tag: string): string;
  /** The mark of an adopted or barred session id. */
  mark(id: string): string;
  /** The bars of a user: they prevent the adoption of sessions. */
  bars(userId: string): string;
  /** The bar of everybody. It is in the slot of the feed. */
  readonly barOfAll: string;
  /** A SCAN pattern that matches the keys of all records, and no others. */
  readonly everyRecord: string;
}

/** The keys of the feed. They are in one slot, and the feed has the events of all slots. */
export interface FeedKeys {
  /** The stream of events. The channel of hints has the same name. */
  readonly events: string;
  readonly epoch: string;
}

/** Creates the key names. All keys of a user have the same hash tag, so a cluster keeps them in one slot. */
export function keysUnder(prefix: string): Keys {
  const recordPrefix = (tag: string) => `${prefix}{${tag}}:s:`;
  const indexPrefix = (tag: string) => `${prefix}{${tag}}:u:`;
  return {
    recordPrefix,
    indexPrefix,
    record: (id) => recordPrefix(tagOf(id)) + id,
    index: (userId) => indexPrefix(userTag(userId)) + userKey(userId),
    mark: (id) => `${prefix}{${tagOf(id)}}:m:${id}`,
    bars: (userId) => `${prefix}{${userTag(userId)}}:b:${userKey(userId)}`,
    barOfAll: `${prefix}{feed}:bar`,
    everyRecord: `${prefix.replace(/[\\*?[\]^-]/g, "\\$&")}{*}:s:*`,
    events: `${prefix}{feed}:events`,
    epoch: `${prefix}{feed}:epoch`,
  };
}
