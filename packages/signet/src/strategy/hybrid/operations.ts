import { StoreUnavailableError } from "../../errors.ts";
import { expiryOf, judge } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { SessionRecord } from "../../store/contract.ts";
import { signedCodec } from "../../token/engine/signed-codec.ts";
import type { Issued, StoredOperations, StrategySetting, Verification } from "../contract.ts";
import { adoptionOf, adoptRecord } from "../stored/adoption.ts";
import { askPatiently } from "../stored/ask.ts";
import { directoryOf } from "../stored/directory.ts";
import { keepRecordAlive } from "../stored/keep-alive.ts";
import { factsFromRecord, recordOf, timesIn } from "../stored/record.ts";
import { secretsOf } from "../stored/secrets.ts";
import { updateRecord } from "../stored/update.ts";
import { follow } from "./background.ts";
import { observedDirectory } from "./observed-directory.ts";
import type { Checked } from "./options.ts";
import { fromClaims, longestClaims, type TokenFacts, toClaims } from "./token.ts";

/**
 * How far a token's time may be ahead of the bounds of the store's clock; milliseconds. Both are the
 * store's time, so `clockTolerance` does not apply.
 */
const CLOCK_TOLERANCE = 5_000;

/** The store's time and epoch that a new token carries. */
type StoreTime = Pick<TokenFacts, "issuedAt" | "epoch">;

export function hybridOperations(checked: Checked, setting: StrategySetting): StoredOperations {
  const { store, ask, tokenLifetime, maxPerUser } = checked;
  const { lifetime, cookieName, mustFitOneCookie } = setting;
  const tokens = signedCodec(setting.keys, `hybrid:${cookieName}`, "signet-hybrid+jwt");
  const secrets = secretsOf(setting);
  const adopter = { store, ask, lifetime, secrets, needsSecret: false };
  const background = follow(store, checked);
  const { follower } = background;

  /** Call it before the store is asked, so that a token never claims knowledge of a later time. */
  async function takeStoreTime(now: number): Promise<StoreTime> {
    background.use();
    if (follower.epoch === null) await background.caughtUp();
    const issuedAt = follower.clock.atLeast(performance.now());
    // A token without an epoch needs a store read each time, until it is renewed.
    return issuedAt === null
      ? { issuedAt: now, epoch: "" }
      : { issuedAt, epoch: follower.epoch ?? "" };
  }

  async function issued(record: SessionRecord, storeTime: StoreTime): Promise<Issued> {
    const facts = inToken(record);
    const token = { facts, version: record.version, ...storeTime };
    return { facts, credential: await tokens.issue(toClaims(token, tokenLifetime)) };
  }

  /** Refuses a session when a token for it, now or later, would be too large for its cookie. */
  async function mustStayInCookie(record: SessionRecord, { epoch }: StoreTime): Promise<void> {
    mustFitOneCookie((await tokens.issue(longestClaims(inToken(record), epoch))).length);
  }

  /**
   * Checks whether the token is enough. `false` means that the store has to be asked.
   *
   * @param at the present moment of the monotonic clock.
   */
  function isGood(token: TokenFacts, now: number, at: number): boolean {
    const { facts, version, epoch, issuedAt } = token;
    const storeNow = follower.clock.atMost(at);
    return (
      epoch === follower.epoch &&
      storeNow - issuedAt < tokenLifetime &&
      storeNow - issuedAt > -CLOCK_TOLERANCE &&
      issuedAt > follower.horizon &&
      now < facts.expiresAt &&
      !follower.view.has(facts.id, version, storeNow) &&
      !(checked.trusts && follower.isGone(facts.id))
    );
  }

  function byView(token: TokenFacts, now: number, at: number): Verification | null {
    if (!isGood(token, now, at)) return null;
    return { status: "verified", facts: token.facts, decidedBy: "view" };
  }

  async function byStore(token: TokenFacts, now: number): Promise<Verification> {
    try {
      const { facts, version } = token;
      const record = await ask(() => store.find(facts.id));
      if (record === null) {
        if (checked.trusts) follower.noteGone(facts.id);
        return { status: "rejected", reason: "revoked" };
      }
      const isOlder = record.version !== version;
      if (isOlder) follower.note(facts.id, record.version);
      const outdated =
        isOlder || (follower.epoch !== null && !isGood(token, now, performance.now()));
      return { status: "verified", facts: inToken(record), decidedBy: "store", outdated };
    } catch (error) {
      const cause = error instanceof StoreUnavailableError ? error.cause : error;
      return byToken(token, now) ?? { status: "unavailable", cause };
    }
  }

  /** Decides by the token alone during an outage, if `onOutage` is `"trust"`. */
  function byToken(token: TokenFacts, now: number): Verification | null {
    if (!checked.trusts) return null;
    const { facts, epoch, issuedAt } = token;
    const storeNow = follower.clock.atMost(performance.now());
    const isOver = Math.max(now, storeNow) - issuedAt >= tokenLifetime;
    const isOther = follower.epoch !== null && follower.epoch !== epoch;
    if (isOver || isOther || follower.isKnownOver(token)) return null;
    return { status: "verified", facts, decidedBy: "token" };
  }

  async function byFreshView(
    token: TokenFacts,
    now: number,
    maxStaleness: number,
  ): Promise<Verification> {
    await background.caughtUp();
    const at = performance.now();
    const decided = follower.staleness(at) <= maxStaleness ? byView(token, now, at) : null;
    return decided ?? byStore(token, now);
  }

  /** Takes in that a session has ended, which an operation found out. */
  function gone(id: string): null {
    follower.note(id, null);
    return null;
  }

  const directory = directoryOf(store, ask, askPatiently);

  return {
    chunked: false,

    async issue(session, replaced, now) {
      const storeTime = await takeStoreTime(now);
      const hash = async (id: string) => (await secrets.derived(id))[0].hash;
      const record = await recordOf(session, hash, lifetime, now);
      await mustStayInCookie(record, storeTime);
      const ended = await ask(() => store.create(record, maxPerUser, replaced?.id));
      if (replaced !== null) follower.note(replaced.id, null);
      if (ended > 0) follower.noteUser(record.userId, record.id);
      return issued(record, storeTime);
    },

    async read({ credential }, now, maxStaleness) {
      const bound = maxStaleness ?? checked.maxStaleness;
      const verified = await tokens.verify(credential);
      if (!verified.ok) return { status: "rejected", reason: verified.reason };
      const token = fromClaims(verified.claims);
      if (token === null) return { status: "rejected", reason: "malformed" };
      background.use();
      if (bound === 0) return byStore(token, now);
      const at = performance.now();
      if (follower.staleness(at) > bound) return byFreshView(token, now, bound);
      return byView(token, now, at) ?? byStore(token, now);
    },

    async renew({ id }, { via }, now) {
      const storeTime = await takeStoreTime(now);
      const record = await ask(() => store.find(id));
      if (record === null) return gone(id);
      // The token is made before the write, so that one that does not fit changes nothing.
      const fresh = async (renewed: SessionRecord) => {
        const made = await issued(renewed, storeTime);
        if (via === "cookie") mustFitOneCookie(made.credential.length);
        return made;
      };
      const recorded = timesIn(record);
      const judgement = judge(recorded, lifetime, now);
      if (!judgement.live || !judgement.renewalDue) return fresh(record);
      const times = {
        renewedAt: now,
        expiresAt: expiryOf({ ...recorded, renewedAt: now }, lifetime),
      };
      const made = await fresh({ ...record, ...times });
      if (await ask(() => store.renew(id, { ...times, ifRenewedAt: record.renewedAt })))
        return made;
      const first = await ask(() => store.find(id));
      return first === null ? gone(id) : fresh(first);
    },

    async keepAlive({ id }, _presented, now) {
      // The token does not change, so the times of the record decide.
      const record = await ask(() => store.find(id));
      if (record !== null)
        await keepRecordAlive({ store, ask }, { id, ...timesIn(record) }, lifetime, now);
      return true;
    },

    async update({ id }, _presented, change, now) {
      const storeTime = await takeStoreTime(now);
      const updated = await updateRecord({ store, ask }, id, async (record) => {
        const data = JSON.stringify(await change(JSON.parse(record.data)));
        await mustStayInCookie({ ...record, data }, storeTime);
        return data;
      });
      if (updated === null) return gone(id);
      follower.note(id, updated.version);
      return issued(updated, storeTime);
    },

    async revoke({ id }) {
      await ask(() => store.revoke(id));
      follower.note(id, null);
      return null;
    },

    metrics: follower.metrics,
    maxPerUser,

    adoption: adoptionOf(adopter, inToken, async (facts, state, now) => {
      const storeTime = await takeStoreTime(now);
      const check = (record: SessionRecord) => mustStayInCookie(record, storeTime);
      const adopted = await adoptRecord(adopter, { facts, state, now, check });
      if (adopted === null) return null;
      follower.noteMoved(facts.id);
      return { ...(await issued(adopted.record, storeTime)), isNew: adopted.isNew };
    }),

    directory: observedDirectory(directory, follower),
  };
}

/** Returns the facts that a token holds. The device is in the record only. */
function inToken(record: SessionRecord): SessionFacts {
  return { ...factsFromRecord(record), device: null };
}
