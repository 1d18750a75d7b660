import { tagOf, userTag } from "../contract.ts";
import { userKey } from "./record.ts";

export interface Keys extends FeedKeys {
  record(id: string): string;
  /** What precedes an id in the keys of a tag's records. */
  recordPrefix(tag: string): string;
  index(userId: string): string;
  /** What precedes a user in the keys of a tag's indexes. */
  indexPrefix(tag: string): string;
  /** What is remembered of an id that was adopted or barred. */
  mark(id: string): string;
  /** What bars a user's sessions from being adopted. */
  bars(userId: string): string;
  /** What bars everybody's, in a slot of its own. */
  readonly barOfAll: string;
  /** Matches the keys of all records, and no others (SCAN). */
  readonly everyRecord: string;
}

/** One slot holds what tells of all others. */
export interface FeedKeys {
  /** A stream, and the name of the channel on which hints of it are given. */
  readonly events: string;
  readonly epoch: string;
}

/** All keys of a user have one hash tag, so that a cluster keeps them in one slot. */
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
