import { beginningOf, membersOf } from "./beginning.ts";
import { type DataSchema, readData } from "./data.ts";
import { ownTerms, termsWith } from "./kept-terms.ts";
import { judge, type Lifetime, type Live } from "./lifetime.ts";
import type { DecidedBy, KeptTerms, Reading, Session, SessionFacts } from "./types.ts";

/** A session from a verified credential, before its times and its data are checked. */
export interface VerifiedSession {
  readonly facts: SessionFacts;
  readonly decidedBy: DecidedBy;
  /** Whether the credential is of an older form, so a renewal is due. */
  readonly outdated?: boolean;
}

/**
 * Returns the reading of a session from a verified credential. Checks the times against the lifetime,
 * and the data against the schema. The result is a promise only with an asynchronous schema.
 *
 * @param now milliseconds since the epoch.
 */
export function readVerified<Data extends object>(
  verified: VerifiedSession,
  schema: DataSchema<unknown, Data>,
  lifetime: Lifetime,
  now: number,
): Reading<Data> | Promise<Reading<Data>> {
  const judgement = judge(verified.facts, lifetime, now);
  if (!judgement.live) return { status: "rejected", reason: judgement.reason };
  // The lifetime does not check authenticatedAt, and a hand-written record may have any value.
  if (!isTime(verified.facts.authenticatedAt)) return { status: "rejected", reason: "malformed" };
  const data = readData(schema, verified.facts.data);
  return data instanceof Promise
    ? data.then((awaited) => readingOf(verified, judgement, awaited))
    : readingOf(verified, judgement, data);
}

/** Checks whether a `Date` can represent a number of milliseconds. */
function isTime(milliseconds: number): boolean {
  return Math.abs(milliseconds) <= 8.64e15;
}

function readingOf<Data>(
  { facts, decidedBy, outdated = false }: VerifiedSession,
  judgement: Live,
  data: Data | null,
): Reading<Data> {
  if (data === null) return { status: "rejected", reason: "malformed" };
  const session = {
    id: facts.id,
    userId: facts.userId,
    data,
    createdAt: new Date(facts.createdAt),
    authenticatedAt: new Date(facts.authenticatedAt),
    renewedAt: new Date(facts.renewedAt),
    expiresAt: new Date(judgement.expiresAt),
    device: facts.device,
  };
  return {
    status: "active",
    session: facts.terms === null ? session : { ...session, ...membersIn(facts.terms) },
    renew: judgement.renewalDue || outdated,
    decidedBy,
  };
}

/** Returns the members of a session that its terms give. A member without a value is missing. */
function membersIn(kept: KeptTerms): Pick<Session<unknown>, "terms" | "proofs" | "actor"> {
  const terms = ownTerms(kept);
  return {
    ...(terms === null ? null : { terms }),
    ...(kept.beginning === undefined ? null : membersOf(kept.beginning)),
  };
}

/** Converts a session to the form that strategies use, with times in milliseconds since the epoch. */
export function sessionFactsOf(session: Session<object>): SessionFacts {
  return {
    id: session.id,
    userId: session.userId,
    data: session.data,
    createdAt: session.createdAt.getTime(),
    authenticatedAt: session.authenticatedAt.getTime(),
    renewedAt: session.renewedAt.getTime(),
    expiresAt: session.expiresAt.getTime(),
    device: session.device,
    terms: termsWith(session.terms ?? null, beginningOf(session)),
  };
}
