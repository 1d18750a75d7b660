import type { Metrics, ReadOptions } from "./api.ts";
import type { Settings } from "./config.ts";
import { parseDuration } from "./duration.ts";
import { SignetError, type SignetTypeError } from "./errors.ts";
import { type CredentialFound, findCredential } from "./http/credential.ts";
import { siteOf } from "./http/site.ts";
import type { RequestSource } from "./http/source.ts";
import { countReadings } from "./metrics.ts";
import { explainerOf } from "./refusal.ts";
import type { DataSchema } from "./session/data.ts";
import { readProven } from "./session/session.ts";
import type { Reading } from "./session/types.ts";
import type { Proof } from "./strategy/contract.ts";

/** From a request to a reading. */
export interface Reader<Data> {
  find(request: RequestSource): CredentialFound;
  /** What the credential proves, before policy and schema; `null` where there is not just one. */
  prove(found: CredentialFound, now: number): Promise<Proof | null>;
  /** @param maxStaleness as the strategy takes it. */
  read(found: CredentialFound, now: number, maxStaleness: number | null): Promise<Reading<Data>>;
  metrics(): Metrics;
}

export function readerOf<Data extends object>(
  settings: Settings,
  schema: DataSchema<unknown, Data>,
): Reader<Data> {
  const { operations, lifetime, cookieNames } = settings;
  const { count, counted } = countReadings();
  const explain = explainerOf(settings);

  return {
    find: (request) => findCredential(request, cookieNames(siteOf(request))),

    async prove(found, now) {
      return found.kind === "one" ? operations.read(found, now, null) : null;
    },

    async read(found, now, maxStaleness) {
      if (found.kind === "none") return count({ status: "anonymous" });
      if (found.kind === "conflict") return count({ status: "rejected", reason: "conflict" });
      const asked = operations.read(found, now, maxStaleness);
      const proof = asked instanceof Promise ? await asked : asked;
      if (proof.status !== "proven") {
        if (proof.status === "rejected") explain({ ...found, ...proof, facts: null }, now);
        return count(proof);
      }
      const judged = readProven(proof, schema, lifetime, now);
      const reading = judged instanceof Promise ? await judged : judged;
      if (reading.status === "rejected") explain({ ...found, ...reading, facts: proof.facts }, now);
      return count(reading);
    },

    metrics: () => ({ ...counted(), feed: operations.metrics() }),
  };
}

/**
 * How old the truth may be, in milliseconds; `null` leaves it to the strategy.
 *
 * @throws {SignetError} `not-supported` where there is no store to ask, `invalid-config`.
 */
export function stalenessOf(
  options: ReadOptions | SignetTypeError<string>,
  { operations }: Pick<Settings, "operations">,
): number | null {
  if (typeof operations.directory === "string" || "~signet" in options) {
    throw new SignetError(
      "not-supported",
      "jwt() and sealed() have no store to ask: use hybrid({ store }) or database({ store }) for fresh and maxStaleness.",
    );
  }
  const { fresh = false, maxStaleness } = options;
  if (fresh === true) return 0;
  return maxStaleness === undefined ? null : parseDuration(maxStaleness, "maxStaleness");
}
