import { parseDuration } from "../duration.ts";
import { SignetError, type SignetTypeError } from "../errors.ts";
import { type CredentialFound, findCredential, type OneFound } from "../http/credential.ts";
import { siteOf } from "../http/site.ts";
import type { RequestSource } from "../http/source.ts";
import type { DataSchema } from "../session/data.ts";
import { readProven } from "../session/session.ts";
import type { Reading, RejectionReason } from "../session/types.ts";
import type { Proof, Proven } from "../strategy/contract.ts";
import type { Metrics, ReadOptions } from "./api.ts";
import type { Settings } from "./config.ts";
import { countReadings } from "./metrics.ts";
import { explainerOf } from "./refusal-log.ts";

/** From a request to a reading. */
export interface Reader<Data> {
  find(request: RequestSource): CredentialFound;
  /** What the credential proves, before policy and schema; `null` where there is none. */
  prove(found: CredentialFound, now: number): Promise<Proof | null>;
  /** @param maxStaleness as the strategy takes it. */
  read(found: CredentialFound, now: number, maxStaleness: number | null): Promise<Reading<Data>>;
  metrics(): Metrics;
}

const CONFLICT = { status: "rejected", reason: "conflict" } as const;

/** Why a credential is refused that our keys made, or that has the form of one our store has forgotten. */
const ONCE_OURS: readonly RejectionReason[] = ["expired", "not-yet-valid", "revoked"];

function isOurs(proof: Proof): boolean {
  return (
    proof.status === "proven" || (proof.status === "rejected" && ONCE_OURS.includes(proof.reason))
  );
}

export function readerOf<Data extends object>(
  settings: Settings,
  schema: DataSchema<unknown, Data>,
): Reader<Data> {
  const { operations, lifetime, cookieNames } = settings;
  const { count, counted } = countReadings();
  const explain = explainerOf(settings);

  function proofOf(found: OneFound, now: number, maxStaleness: number | null) {
    const { beside } = found;
    if (beside === undefined) return operations.read(found, now, maxStaleness);
    return proofBeside(found, beside, now, maxStaleness);
  }

  /** The cookie's proof, unless the token beside it is one of ours as well. */
  async function proofBeside(
    cookie: OneFound,
    credential: string,
    now: number,
    maxStaleness: number | null,
  ): Promise<Proof> {
    const bearer = { credential, via: "bearer", tombstones: [] } as const;
    const other = await operations.read(bearer, now, maxStaleness);
    if (other.status === "unavailable") return other;
    return isOurs(other) ? CONFLICT : operations.read(cookie, now, maxStaleness);
  }

  return {
    find: (request) => findCredential(request, cookieNames(siteOf(request))),

    async prove(found, now) {
      if (found.kind === "conflict") return CONFLICT;
      return found.kind === "one" ? proofOf(found, now, null) : null;
    },

    async read(found, now, maxStaleness) {
      if (found.kind === "none") return count({ status: "anonymous" });
      if (found.kind === "conflict") return count(CONFLICT);
      const asked = proofOf(found, now, maxStaleness);
      const proof = asked instanceof Promise ? await asked : asked;
      if (proof.status !== "proven") {
        if (proof.status === "rejected") explain({ ...found, ...proof, facts: null }, now);
        return count(proof);
      }
      const judged = readProven(deliverable(proof, found.via), schema, lifetime, now);
      const reading = judged instanceof Promise ? await judged : judged;
      if (reading.status === "rejected") explain({ ...found, ...reading, facts: proof.facts }, now);
      return count(reading);
    },

    metrics: () => ({ ...counted(), feed: operations.metrics() }),
  };
}

/** Nobody tells a bearer client a new credential, so that its session is renewed when that is due alone. */
function deliverable(proof: Proven, via: "cookie" | "bearer"): Proven {
  return via === "bearer" && proof.outdated ? { ...proof, outdated: false } : proof;
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
