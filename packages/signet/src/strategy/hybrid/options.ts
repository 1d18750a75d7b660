import { type Duration, parseDuration } from "../../duration.ts";
import { invalidConfig } from "../../errors.ts";
import { checkOptions } from "../../options.ts";
import { FEED_KEEPS, type FeedStore } from "../../store/feed.ts";
import { type Ask, askWithin } from "../stored/ask.ts";
import { parseLimit } from "../stored/options.ts";

export interface HybridOptions {
  /** The store that keeps the sessions and publishes their ends and changes. */
  readonly store: FeedStore;
  /** The lifetime of a token, after which a read asks the store; at most an hour. Default `"15m"`. */
  readonly tokenLifetime?: Duration;
  /**
   * The longest time between the store's acknowledgement of a revocation, or of a change of data, and
   * its effect on all servers. Default `"5s"`.
   */
  readonly maxStaleness?: Duration;
  /**
   * What a read does when the server can neither follow the feed nor ask the store. `"refuse"` makes the
   * reading `unavailable` (503), and the session stays. `"trust"` accepts the token until it expires,
   * except for sessions that the server knows to have ended, from the feed or from its own operations.
   * Default `"refuse"`.
   */
  readonly onOutage?: "refuse" | "trust";
  /** The number of live sessions that a user may have. Sign-in ends the oldest beyond it. Default: no limit. */
  readonly maxSessionsPerUser?: number;
  /** The time that the store may take to answer. After it the reading is `unavailable`. Default `"2s"`. */
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
/** Shorter than {@link FEED_KEEPS}, to leave time for clock differences and for delays; milliseconds. */
const LONGEST_TOKEN_LIFETIME = 3_600_000;

export function parseOptions(options: HybridOptions): Checked {
  checkOptions(options, OPTIONS, "hybrid()");
  const { store, onOutage = "refuse", maxSessionsPerUser = null, timeout = "2s" } = options;
  if (typeof store?.revocationsSince !== "function") {
    throw invalidConfig(
      'hybrid() needs a store with a feed. Give it one, such as hybrid({ store: sqliteStore("data/sessions.db") }) with sqliteStore from signet-auth/sqlite.',
    );
  }
  const tokenLifetime = parseDuration(options.tokenLifetime ?? "15m", "tokenLifetime");
  const maxStaleness = parseDuration(options.maxStaleness ?? "5s", "maxStaleness");
  if (tokenLifetime > LONGEST_TOKEN_LIFETIME) {
    throw invalidConfig(
      `tokenLifetime must be at most one hour, because a store remembers revocations for ${FEED_KEEPS / 60_000} minutes. The lifetime option sets how long sessions live.`,
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
