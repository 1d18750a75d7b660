import { parseDuration } from "../duration.ts";
import { isUnsupported, SignetError, type SignetTypeError } from "../errors.ts";
import type { CredentialFound, OneFound } from "../http/credential.ts";
import type { RequestSource } from "../http/request-source.ts";
import type { DataSchema } from "../session/data.ts";
import { readVerified } from "../session/session.ts";
import type { Reading, RejectionReason } from "../session/types.ts";
import type { Verification, Verified } from "../strategy/contract.ts";
import type { Metrics, ReadOptions } from "./api.ts";
import type { Settings } from "./config.ts";
import type { Incoming } from "./incoming.ts";
import { countReadings } from "./metrics.ts";
import { refusalLog } from "./refusal-log.ts";

/** Turns the credential of a request into a reading. Times are milliseconds. */
export interface Reader<Data> {
  /** Verifies a credential, before the policy and the schema; `null` without a credential. */
  verify(found: CredentialFound, now: number): Promise<Verification | null>;
  /**
   * Reads the credential of a request.
   *
   * @param found default: the credential in the headers of the request.
   * @param now default: the engine's clock.
   * @throws {SignetError} `not-supported` for options under a strategy without a store, `invalid-config`.
   */
  read(
    request: RequestSource,
    options?: AnyReadOptions,
    found?: CredentialFound,
    now?: number,
  ): Promise<Reading<Data>>;
  metrics(): Metrics;
}

type AnyReadOptions = ReadOptions | SignetTypeError<string>;

const CONFLICT = { status: "rejected", reason: "conflict" } as const;

/** Reasons to refuse a credential that our keys made, or that has the form of a stored session's. */
const ONCE_OURS: readonly RejectionReason[] = ["expired", "not-yet-valid", "revoked"];

function isOurs(outcome: Verification): boolean {
  if (outcome.status === "rejected") return ONCE_OURS.includes(outcome.reason);
  return outcome.status === "verified";
}

export function readerOf<Data extends object>(
  settings: Settings,
  schema: DataSchema<unknown, Data>,
  incoming: (request: RequestSource) => Incoming,
): Reader<Data> {
  const { operations, lifetime } = settings;
  const { count, counted } = countReadings();
  const log = refusalLog(settings);

  function verifyOne(found: OneFound, now: number, maxStaleness: number | null) {
    const { beside } = found;
    return beside === undefined
      ? operations.read(found, now, maxStaleness)
      : verifyBoth(found, beside, now, maxStaleness);
  }

  /** A bearer token of ours beside the cookie is a second credential. Another token does not count. */
  async function verifyBoth(
    cookie: OneFound,
    token: string,
    now: number,
    maxStaleness: number | null,
  ): Promise<Verification> {
    const bearer = { credential: token, via: "bearer", tombstones: [] } as const;
    const other = await operations.read(bearer, now, maxStaleness);
    if (other.status === "unavailable") return other;
    return isOurs(other) ? CONFLICT : operations.read(cookie, now, maxStaleness);
  }

  return {
    async verify(found, now) {
      if (found.kind === "conflict") return CONFLICT;
      return found.kind === "one" ? verifyOne(found, now, null) : null;
    },

    // The defaults are evaluated inside of the promise, so an error of the headers rejects it.
    async read(request, options, found = incoming(request).found, now = settings.now()) {
      const maxStaleness = options === undefined ? null : stalenessOf(options, settings);
      if (found.kind === "none") return count({ status: "anonymous" });
      if (found.kind === "conflict") return count(CONFLICT);
      const outcome = await verifyOne(found, now, maxStaleness);
      if (outcome.status !== "verified") {
        if (outcome.status === "rejected") log({ ...found, ...outcome, facts: null }, now);
        return count(outcome);
      }
      const judged = readVerified(withRenewal(outcome, found), schema, lifetime, now);
      // Most schemas answer at once, and an await costs time at every read.
      const reading = judged instanceof Promise ? await judged : judged;
      if (reading.status === "rejected") log({ ...found, ...reading, facts: outcome.facts }, now);
      return count(reading);
    },

    metrics: () => ({ ...counted(), feed: operations.metrics() }),
  };
}

/**
 * A bearer client cannot be handed a new credential, so an outdated one is not renewed early. A cookie in
 * a former place is renewed early, so that it moves.
 */
function withRenewal(verified: Verified, { via, misplaced }: OneFound): Verified {
  const outdated = via === "cookie" && (verified.outdated === true || misplaced === true);
  return outdated === (verified.outdated ?? false) ? verified : { ...verified, outdated };
}

/**
 * Returns the age in milliseconds that the server's knowledge may have; `null` uses the strategy's limit.
 *
 * @throws {SignetError} `not-supported` for a strategy without a store, `invalid-config`.
 */
function stalenessOf(
  options: AnyReadOptions,
  { operations }: Pick<Settings, "operations">,
): number | null {
  if (isUnsupported(operations.directory) || isUnsupported(options)) {
    throw new SignetError(
      "not-supported",
      "jwt() and sealed() have no store to ask: use hybrid({ store }) or database({ store }) for fresh and maxStaleness.",
    );
  }
  const { fresh = false, maxStaleness } = options;
  if (fresh === true) return 0;
  return maxStaleness === undefined ? null : parseDuration(maxStaleness, "maxStaleness");
}
