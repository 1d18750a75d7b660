import type { Accounts } from "../../../accounts/contract.ts";
import { newSecret, oneTimeId } from "../../shared/one-time.ts";
import type { Provider } from "../provider.ts";
import { ownersOf, type TokenOwner } from "../tokens/owner.ts";
import { hasSession, sidGroup, subjectGroup } from "./provider-sessions.ts";

/** The purpose of the one-time tokens that hold ID tokens for sign-out, sealed. */
const HINT = "oauth-sign-out";
/** The time for which an ID token is kept for sign-out. A later sign-out does without; milliseconds. */
const KEPT = 30 * 86_400_000;

/** Keeps the ID token of a sign-in, for the end of the session that begins with it. */
export async function keepHint(
  { hints, settings }: Provider,
  accounts: Accounts,
  owner: TokenOwner & { readonly sid: string | null },
  idToken: string | undefined,
  now: number,
): Promise<void> {
  const { sid, issuer, subject } = owner;
  const sealed = await hints.issue({ client: settings.clientId, issuer, subject, sid, idToken });
  const hint = {
    id: await oneTimeId(HINT, newSecret()),
    purpose: HINT,
    group: subjectGroup(owner),
    data: JSON.stringify({ sealed }),
    expiresAt: now + KEPT,
  };
  await accounts.oneTime.put(hint, now);
}

/** A session at the provider, in which a session of ours began. */
export interface ProviderSession {
  readonly issuer: string;
  /** `null` if it was not kept, or is no longer kept. */
  readonly idToken: string | null;
}

/** Finds the session at this provider in which a session of ours began; `null` if it began otherwise. */
export async function findProviderSession(
  provider: Provider,
  accounts: Accounts,
  { id, userId }: { readonly id: string; readonly userId: string },
  now: number,
): Promise<ProviderSession | null> {
  for (const owner of await ownersOf(accounts, userId)) {
    if (!(await hasSession(accounts, subjectGroup(owner), id, now))) continue;
    return { issuer: owner.issuer, idToken: await idTokenOf(provider, accounts, owner, id, now) };
  }
  return null;
}

async function idTokenOf(
  provider: Provider,
  accounts: Accounts,
  owner: TokenOwner,
  sessionId: string,
  now: number,
): Promise<string | null> {
  const kept = await accounts.oneTime.list(HINT, subjectGroup(owner), now);
  // Without a sid, the newest ID token of the user at the provider serves.
  for (const { data } of kept.toSorted((a, b) => b.expiresAt - a.expiresAt)) {
    const hint = await openHint(provider, owner, data);
    if (hint === null) continue;
    const { sid, idToken } = hint;
    const group = sid === null ? subjectGroup(owner) : sidGroup(owner.issuer, sid);
    if (await hasSession(accounts, group, sessionId, now)) return idToken;
  }
  return null;
}

async function openHint(
  { hints, settings }: Provider,
  { issuer, subject }: TokenOwner,
  data: string,
): Promise<{ readonly sid: string | null; readonly idToken: string } | null> {
  const { sealed } = Object(JSON.parse(data));
  const opened = await hints.verify(String(sealed));
  if (!opened.ok) return null;
  const { client, issuer: by, subject: of, sid, idToken } = opened.claims;
  const isOurs = client === settings.clientId && by === issuer && of === subject;
  if (!isOurs || typeof idToken !== "string") return null;
  return { sid: typeof sid === "string" ? sid : null, idToken };
}
