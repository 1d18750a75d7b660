import type { Lifetime } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { Issued, Presented, Tombstone, Verification } from "../contract.ts";
import type { Tombstones } from "../tombstones.ts";
import { barsIn } from "./bars.ts";
import { joinedDirectory } from "./directory.ts";
import { issuingWithin } from "./session-limit.ts";
import { updateFormer } from "./update-former.ts";
import { definite, isStored, type Operations, proverOf, type VerifiedBy } from "./verify.ts";

/** A session under `current`; without a credential, that of before goes on. */
type Moved = Omit<Issued, "credential"> & { readonly credential: string | null };

/**
 * The operations of a strategy that also takes the credentials of others, which were in use before. A
 * session keeps its id and its times; its next renewal hands out a credential of `current`.
 *
 * Only sign-in makes a session. A move begins one in the store of `current` only if that store has never
 * had it, and the strategy of before proves it both before and after; what ends sessions bars them in
 * all stores first. So a move that meets an end, on whichever server, leaves nothing alive.
 *
 * @param setting its tombstones outrank a session under whichever strategy its credential is.
 */
export function accepting(
  current: Operations,
  former: readonly Operations[],
  setting: { readonly tombstones: Tombstones; readonly lifetime: Lifetime },
): Operations {
  const all = [current, ...former];
  const bars = barsIn(all.filter(isStored), setting.lifetime);
  const { prove, proveAgain } = proverOf(current, former, setting.tombstones);

  /** The session under `current`; `null` when it is over. */
  async function move(
    { by, isHere, isBehind }: VerifiedBy,
    presented: Presented,
    now: number,
  ): Promise<Moved | null> {
    const facts = await proveAgain(by, presented, now);
    if (facts === null) return null;
    if (!isStored(current)) return current.adopt(facts, now);
    const adopted = await current.arrivals.adopt(facts, { isHere, isBehind }, now);
    if (adopted === null) return null;
    if (adopted.isNew && (await proveAgain(by, presented, now)) === null) {
      await current.directory.revoke(facts.id, now);
      return null;
    }
    if (!isBehind) return adopted;
    const credential = adopted.credential ?? presented.credential;
    const data = async () => facts.data;
    return current.update(adopted.facts, { ...presented, credential }, data, now);
  }

  /** Moves the idle end of a session where it was moved to. */
  async function keepMovedAlive(
    { own, isHere }: VerifiedBy,
    presented: Presented,
    now: number,
  ): Promise<void> {
    if (!(isHere && isStored(current))) return;
    const here = await current.arrivals.find(own);
    if (here !== null && here !== "ended") await current.keepAlive(here, presented, now);
  }

  /** Renews a session under the strategy of before, whose credential goes on. */
  async function renewFormer(
    proven: VerifiedBy,
    presented: Presented,
    now: number,
  ): Promise<Issued | null> {
    const issued = await proven.by.renew(proven.own, presented, now);
    await keepMovedAlive(proven, presented, now);
    return issued;
  }

  const operations = {
    chunked: all.some(({ chunked }) => chunked),

    issue: current.issue,

    async read(
      presented: Presented,
      now: number,
      maxStaleness: number | null,
    ): Promise<Verification> {
      const proven = await prove(presented, now, maxStaleness);
      return "by" in proven ? proven.proof : proven;
    },

    async renew(facts: SessionFacts, presented: Presented, now: number): Promise<Issued | null> {
      const proven = definite(await prove(presented, now, null));
      if (proven === null) return null;
      if (proven.by === current) return current.renew(facts, presented, now);
      // A bearer client could not be told its new credential.
      if (presented.via === "bearer") return renewFormer(proven, presented, now);
      const moved = await move(proven, presented, now);
      if (moved === null) return null;
      const { credential } = moved;
      return credential === null ? renewFormer(proven, presented, now) : { ...moved, credential };
    },

    async keepAlive(_facts: SessionFacts, presented: Presented, now: number): Promise<boolean> {
      const proven = definite(await prove(presented, now, null));
      if (proven === null) return true;
      const isAlive = await proven.by.keepAlive(proven.own, presented, now);
      if (proven.by === current) return isAlive;
      await keepMovedAlive(proven, presented, now);
      // To be moved it takes a new credential.
      return false;
    },

    async update(
      facts: SessionFacts,
      presented: Presented,
      change: (data: unknown) => Promise<unknown>,
      now: number,
    ): Promise<Issued | null> {
      const proven = definite(await prove(presented, now, null));
      if (proven === null) return null;
      const moved =
        proven.by === current
          ? { facts, credential: presented.credential }
          : await move(proven, presented, now);
      if (moved === null) return null;
      const credential = moved.credential ?? presented.credential;
      const held = { ...presented, credential };
      const updated = await current.update(moved.facts, held, change, now);
      if (updated === null) return null;
      await updateFormer(former.filter(isStored), { facts: updated.facts, presented, change, now });
      return updated;
    },

    async revoke(facts: SessionFacts, presented: Presented, now: number) {
      await bars.session(facts, now);
      let left: Tombstone | null = null;
      for (const each of all) left = (await each.revoke(facts, presented, now)) ?? left;
      return left;
    },

    metrics: () => all.map((each) => each.metrics()).find((metrics) => metrics !== null) ?? null,
  };
  if (!isStored(current))
    return { ...operations, adopt: current.adopt, directory: current.directory };
  const { arrivals, maxPerUser } = current;
  const directory = joinedDirectory(current, former.filter(isStored), bars);
  return {
    ...operations,
    arrivals,
    maxPerUser,
    directory,
    issue: issuingWithin(current, directory),
  };
}
