import type { SessionFacts } from "../../session/types.ts";
import type { SessionDirectory, StoredOperations } from "../contract.ts";
import type { Bars } from "./bars.ts";

/** Returns the facts of the store that used the session last, for a session in two stores. */
export function laterOf(former: SessionFacts, current: SessionFacts): SessionFacts {
  return former.renewedAt > current.renewedAt ? former : current;
}

/** Joins the directories of the current strategy and the former ones. A session may be in several stores. */
export function joinedDirectory(
  current: StoredOperations,
  former: readonly StoredOperations[],
  bars: Bars,
): SessionDirectory {
  const all = [current, ...former].map(({ directory }) => directory);

  /** Returns the present facts of a session; `null` when it was moved and has ended. */
  async function moved(own: SessionFacts): Promise<SessionFacts | null> {
    const here = await current.adoption.find(own);
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
      // A session in two stores counts once.
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
