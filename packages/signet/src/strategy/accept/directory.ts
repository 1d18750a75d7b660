import type { SessionFacts } from "../../session/types.ts";
import type { SessionDirectory, StoredOperations } from "../contract.ts";
import type { Bars } from "./bars.ts";

/** Of a session in two stores, as it is where it was used last: it may have been moved there and back. */
export function laterOf(former: SessionFacts, current: SessionFacts): SessionFacts {
  return former.renewedAt > current.renewedAt ? former : current;
}

/** The directories of the strategy in use and of those before it as one. A session may be in several. */
export function joinedDirectory(
  current: StoredOperations,
  former: readonly StoredOperations[],
  bars: Bars,
): SessionDirectory {
  const all = [current, ...former].map(({ directory }) => directory);

  /** As it is by now; `null` when it was moved and has ended. */
  async function moved(own: SessionFacts): Promise<SessionFacts | null> {
    const here = await current.arrivals.find(own);
    if (here === "ended") return null;
    return here === null ? own : laterOf(own, here);
  }

  async function list(userId: string, now: number): Promise<SessionFacts[]> {
    const [here = [], ...others] = await Promise.all(all.map((each) => each.list(userId, now)));
    const byId = new Map(here.map((facts) => [facts.id, facts]));
    for (const own of others.flat()) {
      const known = byId.get(own.id);
      const facts = known === undefined ? await moved(own) : laterOf(own, known);
      if (facts !== null) byId.set(own.id, facts);
    }
    return [...byId.values()].sort((a, b) => b.createdAt - a.createdAt);
  }

  return {
    list,

    async find(id) {
      const found = await Promise.all(all.map((each) => each.find(id)));
      const own = found.find((facts) => facts !== null);
      return own === undefined ? null : moved(own);
    },

    async revoke(id, now) {
      await bars.session({ id, createdAt: now }, now);
      const outcomes = await Promise.all(all.map((each) => each.revoke(id, now)));
      return outcomes.includes(true);
    },

    async revokeByUser(userId, exceptId, now) {
      // One that is in two stores is one session.
      const ending = (await list(userId, now)).filter(({ id }) => id !== exceptId);
      await bars.user(userId, exceptId, now);
      await Promise.all(all.map((each) => each.revokeByUser(userId, exceptId, now)));
      return ending.length;
    },

    async revokeEverything(now) {
      await bars.everybody(now);
      await Promise.all(all.map((each) => each.revokeEverything(now)));
    },
  };
}
