import type { OneTimeTokens } from "../../accounts/contract.ts";
import { type AskedTerms, askedTermsIn, namesTerms } from "../../session/asked-terms.ts";
import type { Proof } from "../../session/types.ts";
import type { EngineKeys } from "../../token/engine/keys.ts";
import { sealedCodec } from "../../token/engine/sealed-codec.ts";
import type { Proved } from "../contract/outcome.ts";
import { newSecret, oneTimeId } from "../shared/one-time.ts";
import type { CookieJar } from "./cookies.ts";

/** The time to prove the second factor; milliseconds. */
const LIFETIME = 600_000;
const PURPOSE = "sign-in-pending";
const SUFFIX = "-factor";

/** A sign-in whose first factor is proved, in a browser without a session. */
export interface Pending {
  readonly id: string;
  readonly userId: string;
  readonly proof: Proof;
  readonly returnTo: string;
  /** The terms that the first factor asked for. */
  readonly terms: AskedTerms;
  readonly providerSession: Proved["providerSession"];
}

/** Keeps the sign-ins that wait for a second factor, in a sealed cookie and as a token in the store. */
export interface PendingSignIns {
  begin(jar: CookieJar, pending: Omit<Pending, "id">, now: number): Promise<void>;
  find(jar: CookieJar, now: number): Promise<Pending | null>;
  /** Ends a pending sign-in. Of N concurrent calls one gets `true`. */
  finish(jar: CookieJar, pending: Pending, now: number): Promise<boolean>;
  /** Ends all pending sign-ins of a user, for example after a new password. */
  dropAll(userId: string): Promise<void>;
}

/** Creates the pending sign-ins of an application. */
export function pendingSignIns(
  keys: EngineKeys,
  cookieName: string,
  oneTime: OneTimeTokens,
): PendingSignIns {
  // The name of a method has no space, so no method seals under this purpose.
  const codec = sealedCodec(keys, `sign-in factor:${cookieName}`, "signet-factor+jwe");
  return {
    async begin(jar, { userId, proof, returnTo, terms, providerSession }, now) {
      const secret = newSecret();
      const expiresAt = now + LIFETIME;
      const id = await oneTimeId(PURPOSE, secret);
      await oneTime.put({ id, purpose: PURPOSE, group: userId, data: "{}", expiresAt }, now);
      const { method, amr, factors, at } = proof;
      const kept = { m: method, a: amr, f: factors, t: at.getTime() };
      const sealed = await codec.issue({
        i: id,
        e: expiresAt,
        u: userId,
        p: kept,
        r: returnTo,
        ...(namesTerms(terms) ? { t: terms } : null),
        ...(providerSession === null ? null : { s: providerSession }),
      });
      jar.set({ suffix: SUFFIX, value: sealed, expiresAt }, now);
    },

    async find(jar, now) {
      const value = jar.read(SUFFIX);
      if (value === null) return null;
      const opened = await codec.verify(value);
      if (!opened.ok || !(Number(opened.claims["e"]) > now)) return null;
      const pending = fromClaims(opened.claims);
      if (pending === null) return null;
      const token = await oneTime.find(pending.id, now);
      return token?.group === pending.userId ? pending : null;
    },

    async finish(jar, { id }, now) {
      const isFirst = (await oneTime.take(id, now)) !== null;
      jar.expire(SUFFIX);
      return isFirst;
    },

    async dropAll(userId) {
      await oneTime.drop(PURPOSE, userId);
    },
  };
}

interface Sealed {
  readonly i: string;
  readonly u: string;
  readonly p: { readonly m: string; readonly a: string[]; readonly f: 1 | 2; readonly t: number };
  readonly r: string;
  readonly t?: unknown;
  readonly s?: NonNullable<Proved["providerSession"]>;
}

function isSealed(claims: object): claims is Sealed {
  return "i" in claims && "u" in claims && "p" in claims && "r" in claims;
}

/** The claims are ours, because only our keys seal for this purpose. */
function fromClaims(claims: object): Pending | null {
  if (!isSealed(claims)) return null;
  const { i: id, u: userId, p, r: returnTo, t, s: providerSession = null } = claims;
  const proof = { method: p.m, amr: p.a, factors: p.f, at: new Date(p.t) };
  return { id, userId, proof, returnTo, terms: askedTermsIn(t), providerSession };
}
