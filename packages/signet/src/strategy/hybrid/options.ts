import { type Duration, parseDuration } from "../../duration.ts";
import { invalidConfig } from "../../errors.ts";
import { checkOptions } from "../../options.ts";
import { FEED_KEEPS, type FeedStore } from "../../store/feed.ts";
import { type Ask, askWithin } from "../stored/ask.ts";
import { parseLimit } from "../stored/options.ts";

export interface HybridOptions {
  readonly store: FeedStore;
  /** How long a token is believed without asking the store; at most an hour. Default `"15m"`. */
  readonly tokenLifetime?: Duration;
  /**
   * How long after the store has acknowledged it a revocation, or a change of data, may go unnoticed
   * by any server. Default `"5s"`.
   */
  readonly maxStaleness?: Duration;
  /**
   * What to do when a server can no longer hear what was revoked and the store does not answer
   * either: `"refuse"` (nobody is signed out, 503), or `"trust"` the token until it expires, unless
   * its session is known to have ended: what a server has once heard, or done, holds as long as a token
   * can live, whatever the store has lost since. Default `"refuse"`.
   */
  readonly onOutage?: "refuse" | "trust";
  /** Signing in ends a user's oldest sessions beyond this many. Default: no limit. */
  readonly maxSessionsPerUser?: number;
  /** How long the store may take to answer, before the answer is "nobody knows". Default `"2s"`. */
  readonly timeout?: Duration;
}

/** Durations in milliseconds. */
export interface Checked {
  readonly store: FeedStore;
  readonly tokenLifetime: number;
  readonly maxStaleness: number;
  readonly trusts: boolean;
  readonly maxPerUser: number | null;
  readonly ask: Ask;
}

const OPTIONS = [
  "store",
  "tokenLifetime",
  "maxStaleness",
  "onOutage",
  "maxSessionsPerUser",
  "timeout",
];
/** A store forgets what ended after {@link FEED_KEEPS}; some of that is for clocks and for waiting. */
const LONGEST_TOKEN_LIFETIME = 3_600_000;

export function parseOptions(options: HybridOptions): Checked {
  checkOptions(options, OPTIONS, "hybrid()");
  const { store, onOutage = "refuse", maxSessionsPerUser = null, timeout = "2s" } = options;
  if (typeof store?.revocationsSince !== "function") {
    throw invalidConfig(
      'hybrid() needs a store with a feed: hybrid({ store: sqliteStore("data/sessions.db") }), with sqliteStore from signet-auth/sqlite.',
    );
  }
  const tokenLifetime = parseDuration(options.tokenLifetime ?? "15m", "tokenLifetime");
  const maxStaleness = parseDuration(options.maxStaleness ?? "5s", "maxStaleness");
  if (tokenLifetime > LONGEST_TOKEN_LIFETIME) {
    throw invalidConfig(
      `tokenLifetime must be at most an hour, because a store remembers revocations for ${FEED_KEEPS / 60_000} minutes. Sessions live as long as lifetime says, whatever their tokens do.`,
    );
  }
  if (onOutage !== "refuse" && onOutage !== "trust") {
    throw invalidConfig('onOutage must be "refuse" or "trust".');
  }
  return {
    store,
    tokenLifetime,
    maxStaleness,
    trusts: onOutage === "trust",
    maxPerUser: parseLimit(maxSessionsPerUser),
    ask: askWithin(parseDuration(timeout, "timeout")),
  };
}
