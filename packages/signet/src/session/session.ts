import { type DataSchema, readData } from "./data.ts";
import { judge, type Lifetime, type Live } from "./lifetime.ts";
import type { DecidedBy, Reading, Session, SessionFacts } from "./types.ts";

/** Facts that a credential proved. */
export interface ProvenFacts {
  readonly facts: SessionFacts;
  readonly decidedBy: DecidedBy;
  readonly outdated?: boolean;
}

/**
 * Judges proven facts by the clock, the policy and the data's schema. A promise only under an
 * asynchronous schema.
 */
export function readProven<Data extends object>(
  proven: ProvenFacts,
  schema: DataSchema<unknown, Data>,
  lifetime: Lifetime,
  now: number,
): Reading<Data> | Promise<Reading<Data>> {
  const judgement = judge(proven.facts, lifetime, now);
  if (!judgement.live) return { status: "rejected", reason: judgement.reason };
  // The one time that no policy judges, and that somebody may have written by hand.
  if (!isTime(proven.facts.authenticatedAt)) return { status: "rejected", reason: "malformed" };
  const data = readData(schema, proven.facts.data);
  return data instanceof Promise
    ? data.then((late) => readingOf(proven, judgement, late))
    : readingOf(proven, judgement, data);
}

/** Whether a number is one of those that a `Date` can be; milliseconds. */
function isTime(milliseconds: number): boolean {
  return Math.abs(milliseconds) <= 8.64e15;
}

function readingOf<Data>(
  { facts, decidedBy, outdated = false }: ProvenFacts,
  judgement: Live,
  data: Data | null,
): Reading<Data> {
  if (data === null) return { status: "rejected", reason: "malformed" };
  return {
    status: "active",
    session: {
      id: facts.id,
      userId: facts.userId,
      data,
      createdAt: new Date(facts.createdAt),
      authenticatedAt: new Date(facts.authenticatedAt),
      renewedAt: new Date(facts.renewedAt),
      expiresAt: new Date(judgement.expiresAt),
      device: facts.device,
    },
    renew: judgement.renewalDue || outdated,
    decidedBy,
  };
}

/** The facts of a session that was read. */
export function factsOf(session: Session<object>): SessionFacts {
  return {
    id: session.id,
    userId: session.userId,
    data: session.data,
    createdAt: session.createdAt.getTime(),
    authenticatedAt: session.authenticatedAt.getTime(),
    renewedAt: session.renewedAt.getTime(),
    expiresAt: session.expiresAt.getTime(),
    device: session.device,
  };
}
