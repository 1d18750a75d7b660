import type { OneTimeTokens } from "../../accounts/contract.ts";
import { type AskedTerms, askedTermsIn, namesTerms } from "../../session/asked-terms.ts";
import type { Session } from "../../session/types.ts";
import type { EngineKeys } from "../../token/engine/keys.ts";
import { sealedCodec } from "../../token/engine/sealed-codec.ts";
import type { NewTransaction } from "../contract/outcome.ts";
import { newSecret, oneTimeId } from "../shared/one-time.ts";
import type { CookieJar } from "./cookies.ts";

/** The longest time between the halves of a sign-in; milliseconds. */
const LONGEST = 600_000;
/** The transactions that a browser keeps, for sign-ins in several tabs. The oldest one is dropped. */
const MOST = 4;
/** The purpose of the marks of used transactions. */
const USED = "sign-in-transaction";

/** A user and session to which an identity is linked. */
export interface LinkTarget {
  readonly userId: string;
  readonly sessionId: string;
}

/** The state of one sign-in between its halves. */
export interface Transaction {
  readonly key: string;
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly data: unknown;
  readonly returnTo: string;
  /** `null` for a sign-in. */
  readonly link: LinkTarget | null;
  /** The terms that the sign-in asks for. */
  readonly terms: AskedTerms;
  /** The user and the terms of the session in which it began; `null` without one or with the configured terms. */
  readonly former: { readonly userId: string; readonly terms: AskedTerms } | null;
  readonly crossSite: boolean;
}

/** Keeps the transactions of one method in sealed cookies of the browser. */
export interface Transactions {
  begin(
    jar: CookieJar,
    transaction: NewTransaction,
    about: Pick<Transaction, "returnTo" | "link" | "terms"> & {
      readonly session: Session<object> | null;
    },
    now: number,
  ): Promise<void>;
  /** Keeps other terms in a transaction. It stays the same one, for one use. */
  amend(jar: CookieJar, transaction: Transaction, terms: AskedTerms, now: number): Promise<void>;
  /** Returns a transaction; `null` without one, after its end, and for a transaction of another method. */
  peek(jar: CookieJar, key: string, now: number): Promise<Transaction | null>;
  /** As `peek`, and ends it. Of N calls, also with a copied cookie, one gets it. */
  take(jar: CookieJar, key: string, now: number): Promise<Transaction | null>;
}

/**
 * Creates the transactions of a method. The key that seals them depends on the method and on the name of
 * the session cookie, so that no other method and no other application reads them (CVE-2026-110862).
 */
export function transactionsOf(
  keys: EngineKeys,
  cookieName: string,
  method: string,
  oneTime: OneTimeTokens,
): Transactions {
  const purpose = `sign-in:${cookieName}:${method}`;
  const codec = sealedCodec(keys, purpose, "signet-sign-in+jwe");

  /** Opens the cookie, also of a transaction that has ended: the browser may have lost that response. */
  async function open(jar: CookieJar, key: string, now: number): Promise<Transaction | null> {
    const value = isKey(key) ? jar.read(`.${key}`) : null;
    if (value === null) return null;
    const opened = await codec.verify(value.slice(value.indexOf(".") + 1));
    const transaction = opened.ok ? fromClaims(opened.claims, key) : null;
    return transaction !== null && transaction.expiresAt > now ? transaction : null;
  }

  async function seal(jar: CookieJar, transaction: Transaction, now: number): Promise<void> {
    const { key, id, expiresAt, data, returnTo, link, terms, former, crossSite } = transaction;
    const sealed = await codec.issue({
      ...{ k: key, i: id, e: expiresAt, d: data, r: returnTo },
      ...(namesTerms(terms) ? { t: terms } : null),
      ...(link === null ? null : { l: [link.userId, link.sessionId] }),
      ...(former === null ? null : { f: [former.userId, former.terms] }),
      ...(crossSite ? { c: 1 } : null),
    });
    // The time before the token only chooses the transaction to drop.
    const value = `${Math.floor(now / 1_000)}.${sealed}`;
    jar.set({ suffix: `.${key}`, value, expiresAt, crossSite }, now);
  }

  return {
    async begin(jar, { data, key: given, lifetime, crossSitePost }, about, now) {
      const key = given ?? method;
      if (!isKey(key))
        throw new Error("The key of a transaction must be 1 to 128 letters, digits, - or _.");
      const expiresAt = now + Math.min(lifetime * 1_000, LONGEST);
      const { returnTo, link, terms, session } = about;
      const former = session?.terms ? { userId: session.userId, terms: session.terms } : null;
      const begun = { key, id: newSecret(), expiresAt, data, crossSite: crossSitePost };
      dropOldest(jar, `.${key}`);
      await seal(jar, { ...begun, returnTo, link, terms, former }, now);
    },

    amend: (jar, transaction, terms, now) => seal(jar, { ...transaction, terms }, now),

    async peek(jar, key, now) {
      const transaction = await open(jar, key, now);
      if (transaction === null) return null;
      const mark = await oneTime.find(await oneTimeId(USED, transaction.id), now);
      return mark === null ? transaction : null;
    },

    async take(jar, key, now) {
      const transaction = await open(jar, key, now);
      if (transaction === null) return null;
      const { id: secret, expiresAt } = transaction;
      const id = await oneTimeId(USED, secret);
      const mark = { id, purpose: USED, group: id, data: "{}", expiresAt };
      const isFirst = await oneTime.put(mark, now);
      jar.expire(`.${key}`, transaction.crossSite);
      return isFirst ? transaction : null;
    },
  };
}

function dropOldest(jar: CookieJar, added: string): void {
  const others = jar.list(".").filter(({ suffix }) => suffix !== added);
  const begun = (value: string) => Number.parseInt(value, 10) || 0;
  const byAge = others.toSorted((a, b) => begun(a.value) - begun(b.value));
  for (const { suffix } of byAge.slice(0, Math.max(0, others.length - (MOST - 1)))) {
    jar.expire(suffix);
  }
}

function isKey(key: string): boolean {
  return /^[\w-]{1,128}$/.test(key);
}

/** The claims are ours, because only our keys seal them. The key is compared, because names are not sealed. */
function fromClaims(claims: Readonly<Record<string, unknown>>, key: string): Transaction | null {
  const { k, i: id, e: expiresAt, d: data, r: returnTo, t, l, f, c } = claims;
  if (k !== key || typeof id !== "string" || typeof expiresAt !== "number") return null;
  if (typeof returnTo !== "string") return null;
  const [userId, sessionId]: unknown[] = Array.isArray(l) ? l : [];
  const link =
    typeof userId === "string" && typeof sessionId === "string" ? { userId, sessionId } : null;
  const [formerUser, formerTerms]: unknown[] = Array.isArray(f) ? f : [];
  const former =
    typeof formerUser === "string"
      ? { userId: formerUser, terms: askedTermsIn(formerTerms) }
      : null;
  const terms = askedTermsIn(t);
  return { key, id, expiresAt, data, returnTo, link, terms, former, crossSite: c === 1 };
}
