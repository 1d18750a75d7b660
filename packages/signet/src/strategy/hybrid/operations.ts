import { StoreUnavailableError } from "../../errors.ts";
import { expiryOf, judge } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { SessionRecord } from "../../store/contract.ts";
import { signedCodec } from "../../token/engine/signed-codec.ts";
import type { Issued, StoredOperations, StrategySetting, Verification } from "../contract.ts";
import { adoptRecord, arrivalsIn } from "../stored/adoption.ts";
import { askPatiently } from "../stored/ask.ts";
import { directoryOf } from "../stored/directory.ts";
import { keepRecordAlive } from "../stored/keep-alive.ts";
import { factsFromRecord, recordOf } from "../stored/record.ts";
import { secretsOf } from "../stored/secrets.ts";
import { updateRecord } from "../stored/update.ts";
import { follow } from "./background.ts";
import { noticing } from "./noticing.ts";
import type { Checked } from "./options.ts";
import { fromClaims, longestClaims, type TokenFacts, toClaims } from "./token.ts";

/**
 * How far a token may be issued after what is known of the store's clock; milliseconds. Both are the
 * store's time, so it has nothing to do with `clockTolerance`, and the bound does not move with it.
 */
const CLOCK_TOLERANCE = 5_000;

/** When a token is being issued: what it may say of the store's clock and epoch. */
type Stamp = Pick<TokenFacts, "issuedAt" | "epoch">;

export function hybridOperations(checked: Checked, setting: StrategySetting): StoredOperations {
  const { store, ask, tokenLifetime, maxPerUser } = checked;
  const { lifetime, cookieName, mustFitOneCookie } = setting;
  const tokens = signedCodec(setting.keys, `hybrid:${cookieName}`, "signet-hybrid+jwt");
  const secrets = secretsOf(setting);
  const adopter = { store, ask, lifetime, secrets, needsSecret: false };
  const background = follow(store, checked);
  const { follower } = background;

  /** To be taken before the store is asked, so that no token says that it saw more than it did. */
  async function stamp(now: number): Promise<Stamp> {
    background.use();
    if (follower.epoch === null) await background.caughtUp();
    const issuedAt = follower.clock.atLeast(performance.now());
    // Without an epoch the token is good for asking the store, until it is renewed.
    return issuedAt === null
      ? { issuedAt: now, epoch: "" }
      : { issuedAt, epoch: follower.epoch ?? "" };
  }

  async function issued(record: SessionRecord, stamped: Stamp): Promise<Issued> {
    const facts = inToken(record);
    const token = { facts, version: record.version, ...stamped };
    return { facts, credential: await tokens.issue(toClaims(token, tokenLifetime)) };
  }

  /** Refuses a session of which a token, now or later, would be too large for its cookie. */
  async function mustStayInCookie(record: SessionRecord, { epoch }: Stamp): Promise<void> {
    mustFitOneCookie((await tokens.issue(longestClaims(inToken(record), epoch))).length);
  }

  /**
   * Whether the token says of its session what the view would say; `false` sends it to the store.
   *
   * @param at the moment, by the monotonic clock.
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

  /** When nobody can be asked: what `onOutage` says. */
  function byToken(token: TokenFacts, now: number): Verification | null {
    if (!checked.trusts) return null;
    const { facts, epoch, issuedAt } = token;
    const storeNow = follower.clock.atMost(performance.now());
    const isOver = Math.max(now, storeNow) - issuedAt >= tokenLifetime;
    const isOther = follower.epoch !== null && follower.epoch !== epoch;
    if (isOver || isOther || follower.isKnownOver(token)) return null;
    return { status: "verified", facts, decidedBy: "token" };
  }

  async function byNews(
    token: TokenFacts,
    now: number,
    maxStaleness: number,
  ): Promise<Verification> {
    await background.caughtUp();
    const at = performance.now();
    const proof = follower.staleness(at) <= maxStaleness ? byView(token, now, at) : null;
    return proof ?? byStore(token, now);
  }

  /** What it learns on the way stays known, as what it hears. */
  function gone(id: string): null {
    follower.note(id, null);
    return null;
  }

  const directory = directoryOf(store, ask, askPatiently);

  return {
    chunked: false,

    async issue(session, replaced, now) {
      const stamped = await stamp(now);
      const hash = async (id: string) => (await secrets.derived(id))[0].hash;
      const record = await recordOf(session, hash, lifetime, now);
      await mustStayInCookie(record, stamped);
      const ended = await ask(() => store.create(record, maxPerUser, replaced?.id));
      if (replaced !== null) follower.note(replaced.id, null);
      if (ended > 0) follower.noteUser(record.userId, record.id);
      return issued(record, stamped);
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
      if (follower.staleness(at) > bound) return byNews(token, now, bound);
      return byView(token, now, at) ?? byStore(token, now);
    },

    async renew({ id }, { via }, now) {
      const stamped = await stamp(now);
      const record = await ask(() => store.find(id));
      if (record === null) return gone(id);
      // What does not fit is found out before anything is written.
      const fresh = async (renewed: SessionRecord) => {
        const made = await issued(renewed, stamped);
        if (via === "cookie") mustFitOneCookie(made.credential.length);
        return made;
      };
      const judgement = judge(record, lifetime, now);
      if (!judgement.live || !judgement.renewalDue) return fresh(record);
      const times = {
        renewedAt: now,
        expiresAt: expiryOf({ ...record, renewedAt: now }, lifetime),
      };
      const made = await fresh({ ...record, ...times });
      if (await ask(() => store.renew(id, { ...times, ifRenewedAt: record.renewedAt })))
        return made;
      const first = await ask(() => store.find(id));
      return first === null ? gone(id) : fresh(first);
    },

    async keepAlive({ id }, _presented, now) {
      // The token goes on to say what it said, so that the store's own times decide.
      const record = await ask(() => store.find(id));
      if (record !== null) await keepRecordAlive({ store, ask }, record, lifetime, now);
      return true;
    },

    async update({ id }, _presented, change, now) {
      const stamped = await stamp(now);
      const updated = await updateRecord({ store, ask }, id, async (record) => {
        const data = JSON.stringify(await change(JSON.parse(record.data)));
        await mustStayInCookie({ ...record, data }, stamped);
        return data;
      });
      if (updated === null) return gone(id);
      follower.note(id, updated.version);
      return issued(updated, stamped);
    },

    async revoke({ id }) {
      await ask(() => store.revoke(id));
      follower.note(id, null);
      return null;
    },

    metrics: follower.metrics,
    maxPerUser,

    arrivals: arrivalsIn(adopter, inToken, async (facts, what, now) => {
      const stamped = await stamp(now);
      const check = (record: SessionRecord) => mustStayInCookie(record, stamped);
      const adopted = await adoptRecord(adopter, { facts, what, now, check });
      if (adopted === null) return null;
      follower.noteMoved(facts.id);
      return { ...(await issued(adopted.record, stamped)), isNew: adopted.isNew };
    }),

    directory: noticing(directory, follower),
  };
}

/** What a token holds of a session; its device is to be seen in the list. */
function inToken(record: SessionRecord): SessionFacts {
  return { ...factsFromRecord(record), device: null };
}
