import type { Authenticator, User } from "../../accounts/contract.ts";
import type { RequestSource } from "../../http/request-source.ts";
import type { Session } from "../../session/types.ts";
import type { RefusalReason } from "../contract/outcome.ts";
import type { SignInEvent } from "../events.ts";
import { refusalText } from "../refusal-text.ts";
import type { ListedAuthenticator, ServiceResult } from "../service-contract.ts";
import { issuerOf } from "../shared/issuer-of.ts";
import { accessRefusal, refuseUnmeant, sessionOf } from "./access.ts";
import { endSessions, wasEnded } from "./end-sessions.ts";
import type { Parts } from "./parts.ts";
import { settled } from "./reporter.ts";
import { isKindOfWayIn, waysIn } from "./ways-in.ts";

/** The members of an authenticator's data that its user may see. All others stay on the server. */
const PUBLIC = [
  ...["name", "label", "email", "username"],
  ...["backedUp", "deviceType", "transports", "aaguid"],
];

/** Lists the authenticators of a user, without secrets. */
export async function listAuthenticators<U extends User>(
  { accounts }: Parts<U>,
  userId: string,
): Promise<ListedAuthenticator[]> {
  return (await accounts.authenticators.list(userId)).map(listed);
}

function listed({ kind, id, data, createdAt, usedAt }: Authenticator): ListedAuthenticator {
  const members = objectIn(data);
  const details = Object.fromEntries(
    PUBLIC.filter((name) => Object.hasOwn(members, name)).map((name) => [name, members[name]]),
  );
  return {
    kind,
    id,
    label: labelOf(kind, id, details),
    createdAt: new Date(createdAt),
    usedAt: usedAt === null ? null : new Date(usedAt),
    details,
  };
}

function labelOf(kind: string, id: string, { label, name }: Record<string, unknown>): string {
  if (typeof label === "string") return label;
  if (kind === "identity") {
    const issuer = issuerOf(id);
    if (issuer !== null) return issuer;
  }
  return typeof name === "string" ? name : kind;
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Removes an authenticator of the session's user, unless no way to sign in would be left. */
export async function unlink<U extends User>(
  parts: Parts<U>,
  request: RequestSource,
  kind: string,
  id: string,
): Promise<ServiceResult> {
  return asUser(parts, request, async (session) => {
    // A second factor has an operation of its own.
    if (!isKindOfWayIn(parts, kind)) return "not-allowed";
    // A Server Action may pass an argument on as the browser sent it.
    if (typeof id !== "string") return "invalid-input";
    const one = { kind, id, userId: session.userId };
    const ways = await waysIn(parts, session.userId);
    // An authenticator that is no way in can be removed, even when the user has no way in at all.
    const isWay = ways?.some((way) => way.kind === kind && way.id === id);
    const result = await parts.accounts.authenticators.remove(one, isWay ? ways : null);
    if (result === "last") return "last-way-in";
    if (result === "missing") return "invalid-input";
    return { type: REMOVED[kind] ?? "factor-removed", userId: session.userId, authenticator: kind };
  });
}

const REMOVED: Readonly<Record<string, SignInEvent["type"]>> = {
  identity: "identity-unlinked",
  passkey: "passkey-removed",
};

/** Removes the session's user, and ends the sessions of the user. */
export async function removeUser<U extends User>(
  parts: Parts<U>,
  request: RequestSource,
): Promise<ServiceResult> {
  const cookies: string[] = [];
  const result = await asUser(parts, request, async ({ userId }) => {
    const { accounts, setting } = parts;
    // The sessions first: what fails later can be done again after the next sign-in.
    cookies.push(...(await setting.engine.signOut(request)));
    await endSessions(parts, userId, null);
    await accounts.authenticators.removeAll(userId, null);
    await accounts.users.remove(userId);
    return { type: "user-removed", userId };
  });
  return { ...result, setCookies: cookies };
}

/** Runs a change of the session's user, who must have signed in recently. */
async function asUser<U extends User>(
  parts: Parts<U>,
  request: RequestSource,
  change: (session: Session<object>) => Promise<SignInEvent | RefusalReason>,
): Promise<ServiceResult> {
  const { setting, reporter } = parts;
  refuseUnmeant(request, setting);
  const session = await sessionOf(request, setting);
  if (session !== null && (await wasEnded(parts, session))) return refusedResult("not-signed-in");
  const refusal = accessRefusal(session, "recent", setting);
  const result = session === null || refusal !== null ? refusal : await change(session);
  if (typeof result === "string") return refusedResult(result);
  if (result !== null) {
    const circumstances = { request, method: null, session, now: setting.now() };
    const answer = reporter.report(result, circumstances);
    await settled(answer === null ? [] : [answer]);
  }
  return { outcome: { status: "done", value: null, returnTo: "/" }, setCookies: [] };
}

function refusedResult(reason: RefusalReason): ServiceResult {
  const more = { field: null, detail: refusalText(reason), retryAfter: null, returnTo: "/" };
  return { outcome: { status: "refused", reason, ...more }, setCookies: [] };
}
