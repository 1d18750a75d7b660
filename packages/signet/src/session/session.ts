import { type DataSchema, readData } from "./data.ts";
import { judge, type Lifetime, type Live } from "./lifetime.ts";
import type { Reading, Session, SessionFacts } from "./types.ts";

/**
 * Judges proven facts by the clock, the policy and the data's schema. A promise only under an
 * asynchronous schema.
 */
export function readFacts<Data extends object>(
  facts: SessionFacts,
  schema: DataSchema<unknown, Data>,
  lifetime: Lifetime,
  now: number,
): Reading<Data> | Promise<Reading<Data>> {
  const judgement = judge(facts, lifetime, now);
  if (!judgement.live) return { status: "rejected", reason: judgement.reason };
  const data = readData(schema, facts.data);
  return data instanceof Promise
    ? data.then((late) => readingOf(facts, judgement, late))
    : readingOf(facts, judgement, data);
}

function readingOf<Data>(facts: SessionFacts, judgement: Live, data: Data | null): Reading<Data> {
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
    renew: judgement.renewalDue,
  };
}

/** The same, for facts that may be out of date: then a renewal is due, whatever their times say. */
export function readProven<Data extends object>(
  { facts, outdated }: { readonly facts: SessionFacts; readonly outdated?: boolean },
  schema: DataSchema<unknown, Data>,
  lifetime: Lifetime,
  now: number,
): Reading<Data> | Promise<Reading<Data>> {
  const reading = readFacts(facts, schema, lifetime, now);
  if (outdated !== true) return reading;
  return Promise.resolve(reading).then((it) =>
    it.status === "active" ? { ...it, renew: true } : it,
  );
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
