import type { Lifetime } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { Issued, Presented, Tombstone, Verification } from "../contract.ts";
import type { Tombstones } from "../tombstones.ts";
import { barsIn } from "./bars.ts";
import { joinedDirectory } from "./directory.ts";
import { issuingWithin } from "./session-limit.ts";
import { updateFormer } from "./update-former.ts";
import { definite, isStored, type Operations, type VerifiedBy, verifierOf } from "./verify.ts";

/** A session under `current`. With `credential: null` the former credential stays in use. */
type Moved = Omit<Issued, "credential"> & { readonly credential: string | null };

/**
 * Creates the operations of a strategy that also accepts the credentials of former strategies. A
 * session keeps its id and its times. Its next renewal hands out a credential of `current`.
 *
 * A move cannot restore an ended session, on any server, for three reasons:
 * - A move creates a record in the store of `current` only if that store never had the session.
 * - The former strategy verifies the session before the move and once more after it.
 * - Every operation that ends sessions first bars them from moving, in all stores.
 *
 * @param setting its tombstones end a session under every strategy.
 */
export function accepting(
  current: Operations,
  former: readonly Operations[],
  setting: { readonly tombstones: Tombstones; readonly lifetime: Lifetime },
): Operations {
  const all = [current, ...former];
  const bars = barsIn(all.filter(isStored), setting.lifetime);
  const { verify, verifyAgain } = verifierOf(current, former, setting.tombstones);

  /** Moves a session to `current`; `null` when it has ended. */
  async function move(
    { by, isAdopted, isRecordOlder }: VerifiedBy,
    presented: Presented,
    now: number,
  ): Promise<Moved | null> {
    const facts = await verifyAgain(by, presented, now);
    if (facts === null) return null;
    if (!isStored(current)) return current.adopt(facts, now);
    const adopted = await current.adoption.adopt(facts, { isAdopted, isRecordOlder }, now);
    if (adopted === null) return null;
    if (adopted.isNew && (await verifyAgain(by, presented, now)) === null) {
      await current.directory.revoke(facts.id, now);
      return null;
    }
    if (!isRecordOlder) return adopted;
    const credential = adopted.credential ?? presented.credential;
    const data = async () => facts.data;
    return current.update(adopted.facts, { ...presented, credential }, data, now);
  }

  /** Moves the idle end of a session in the store of `current`, if the session was moved there. */
  async function keepMovedAlive(
    { own, isAdopted }: VerifiedBy,
    presented: Presented,
    now: number,
  ): Promise<void> {
    if (!(isAdopted && isStored(current))) return;
    const here = await current.adoption.find(own);
    if (here !== null && here !== "ended") await current.keepAlive(here, presented, now);
  }

  /** Renews a session under its former strategy, so that its credential stays in use. */
  async function renewFormer(
    verified: VerifiedBy,
    presented: Presented,
    now: number,
  ): Promise<Issued | null> {
    const issued = await verified.by.renew(verified.own, presented, now);
    await keepMovedAlive(verified, presented, now);
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
      const verified = await verify(presented, now, maxStaleness);
      return "by" in verified ? verified.outcome : verified;
    },

    async renew(facts: SessionFacts, presented: Presented, now: number): Promise<Issued | null> {
      const verified = definite(await verify(presented, now, null));
      if (verified === null) return null;
      if (verified.by === current) return current.renew(facts, presented, now);
      // A bearer client cannot receive a new credential.
      if (presented.via === "bearer") return renewFormer(verified, presented, now);
      const moved = await move(verified, presented, now);
      if (moved === null) return null;
      const { credential } = moved;
      return credential === null ? renewFormer(verified, presented, now) : { ...moved, credential };
    },

    async keepAlive(_facts: SessionFacts, presented: Presented, now: number): Promise<boolean> {
      const verified = definite(await verify(presented, now, null));
      if (verified === null) return true;
      const isAlive = await verified.by.keepAlive(verified.own, presented, now);
      if (verified.by === current) return isAlive;
      await keepMovedAlive(verified, presented, now);
      // A move needs a new credential.
      return false;
    },

    async update(
      facts: SessionFacts,
      presented: Presented,
      change: (data: unknown) => Promise<unknown>,
      now: number,
    ): Promise<Issued | null> {
      const verified = definite(await verify(presented, now, null));
      if (verified === null) return null;
      const moved =
        verified.by === current
          ? { facts, credential: presented.credential }
          : await move(verified, presented, now);
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
  const { adoption, maxPerUser } = current;
  const directory = joinedDirectory(current, former.filter(isStored), bars);
  return {
    ...operations,
    adoption,
    maxPerUser,
    directory,
    issue: issuingWithin(current, directory),
  };
}
