import type { SessionFacts } from "../session/types.ts";
import type {
  Issued,
  Presented,
  Proof,
  Proven,
  SessionDirectory,
  StatelessOperations,
  StoredOperations,
  Tombstone,
} from "./contract.ts";
import type { Tombstones } from "./tombstones.ts";

type Operations = StatelessOperations | StoredOperations;

interface ProvenBy {
  readonly by: Operations;
  readonly proof: Proven;
}

/**
 * The operations of a strategy that also takes the credentials of others, which were in use before. A
 * session keeps its id and its times; its next renewal hands out a credential of `current`.
 *
 * @param tombstones outrank a session under whichever strategy its credential is.
 */
export function accepting(
  current: Operations,
  former: readonly Operations[],
  tombstones: Tombstones,
): Operations {
  const all = [current, ...former];
  const stored = all.flatMap(({ directory }) => (typeof directory === "string" ? [] : directory));

  async function prove(
    presented: Presented,
    now: number,
    maxStaleness: number | null,
  ): Promise<ProvenBy | Proof> {
    const refusals: Proof[] = [];
    for (const by of all) {
      const proof = await by.read(presented, now, maxStaleness);
      if (proof.status !== "proven") refusals.push(proof);
      else if ((await tombstones.ended(presented.tombstones)).includes(proof.facts.id)) {
        return { status: "rejected", reason: "revoked" };
      } else return { by, proof };
    }
    return mostTelling(refusals);
  }

  /** The session under `current`, moved there if need be; `null` when it is over. */
  async function moved(
    facts: SessionFacts,
    presented: Presented,
    now: number,
  ): Promise<Issued | null> {
    const proven = await prove(presented, now, null);
    if (!("by" in proven)) return null;
    if (proven.by === current) return { facts, credential: presented.credential };
    return current.adopt(proven.proof.facts, now);
  }

  const operations = {
    chunked: all.some(({ chunked }) => chunked),
    issue: current.issue,
    adopt: current.adopt,

    async read(presented: Presented, now: number, maxStaleness: number | null): Promise<Proof> {
      const proven = await prove(presented, now, maxStaleness);
      if (!("by" in proven)) return proven;
      const { by, proof } = proven;
      return by === current ? proof : { ...proof, outdated: true };
    },

    async renew(facts: SessionFacts, presented: Presented, now: number): Promise<Issued | null> {
      const proven = await prove(presented, now, null);
      if (!("by" in proven)) return null;
      // A bearer client could not be told its new credential.
      return proven.by === current || presented.via === "bearer"
        ? proven.by.renew(facts, presented, now)
        : current.adopt(proven.proof.facts, now);
    },

    async keepAlive(_facts: SessionFacts, presented: Presented, now: number): Promise<boolean> {
      const proven = await prove(presented, now, null);
      if (!("by" in proven)) return true;
      const { by, proof } = proven;
      const isAlive = await by.keepAlive(proof.facts, presented, now);
      // To be moved it takes a new credential.
      return isAlive && by === current;
    },

    async update(
      facts: SessionFacts,
      presented: Presented,
      change: (data: unknown) => Promise<unknown>,
      now: number,
    ): Promise<Issued | null> {
      const issued = await moved(facts, presented, now);
      if (issued === null) return null;
      const { credential } = issued;
      return current.update(issued.facts, { ...presented, credential }, change, now);
    },

    async revoke(facts: SessionFacts, presented: Presented, now: number) {
      let left: Tombstone | null = null;
      for (const each of all) left = (await each.revoke(facts, presented, now)) ?? left;
      return left;
    },

    metrics: () => all.map((each) => each.metrics()).find((metrics) => metrics !== null) ?? null,
  };
  const { directory } = current;
  return typeof directory === "string"
    ? { ...operations, directory }
    : { ...operations, directory: together(stored) };
}

/** Nobody knows, if one of them does not; else the reason of the one that knew the credential's form. */
function mostTelling(refusals: readonly Proof[]): Proof {
  const formOnly = (proof: Proof) =>
    proof.status === "rejected" && (proof.reason === "malformed" || proof.reason === "wrong-type");
  return (
    refusals.find(({ status }) => status === "unavailable") ??
    refusals.find((proof) => !formOnly(proof)) ??
    refusals[0] ?? { status: "rejected", reason: "malformed" }
  );
}

/** Several directories as one: a session that was moved is in two of them under one id. */
function together(stored: readonly SessionDirectory[]): SessionDirectory {
  return {
    async find(id) {
      for (const each of stored) {
        const facts = await each.find(id);
        if (facts !== null) return facts;
      }
      return null;
    },

    async list(userId, now) {
      const lists = await Promise.all(stored.map((each) => each.list(userId, now)));
      const byId = new Map(
        lists
          .reverse()
          .flat()
          .map((facts) => [facts.id, facts]),
      );
      return [...byId.values()].sort((a, b) => b.createdAt - a.createdAt);
    },

    async revoke(id) {
      const outcomes = await Promise.all(stored.map((each) => each.revoke(id)));
      return outcomes.includes(true);
    },

    async revokeByUser(userId, exceptId) {
      const outcomes = await Promise.all(stored.map((each) => each.revokeByUser(userId, exceptId)));
      return outcomes.reduce((sum, ended) => sum + ended, 0);
    },

    async revokeEverything() {
      await Promise.all(stored.map((each) => each.revokeEverything()));
    },
  };
}
