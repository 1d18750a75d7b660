import type { User } from "../../accounts/contract.ts";
import { isUnsupported } from "../../errors.ts";
import type { Proof, Session } from "../../session/types.ts";
import type { Proved } from "../contract/outcome.ts";
import type { SignInOutcome } from "../service-contract.ts";
import { accessRefusal, CALLBACK } from "./access.ts";
import { termsFor } from "./asked-terms.ts";
import { beginSession } from "./begin-session.ts";
import { endSessions, haveEndedSince, wasEnded } from "./end-sessions.ts";
import { isSecondAfter, proofsAfter, secondMethodsOf } from "./factors.ts";
import { storable } from "./identities.ts";
import { linkIdentity } from "./link.ts";
import { resolveEmail } from "./resolve-email.ts";
import { resolveIdentity } from "./resolve-identity.ts";
import type { Resolved } from "./resolved.ts";
import { type Running, refused, report, returnToOf } from "./running.ts";
import type { LinkTarget } from "./transactions.ts";
import { watched } from "./watched.ts";

/** Turns a proof into a session, a linked identity, the question for a second factor, or a refusal. */
export async function complete<U extends User>(
  running: Running<U>,
  proved: Proved,
  tokens: object | null,
): Promise<SignInOutcome> {
  const { asked, transaction, hasTaken } = running;
  // Without the transaction of this browser an answer of a provider may belong to a stranger.
  if (asked.operation === CALLBACK && !hasTaken) return refused(running, "no-transaction");
  const target = hasTaken ? (transaction?.link ?? null) : targetNow(running);
  if (target !== null) return link(running, proved, tokens, target);
  return (await completePending(running, proved)) ?? signIn(running, proved, tokens);
}

function targetNow<U extends User>({ asked, session }: Running<U>): LinkTarget | null {
  if (asked.intent !== "link" || session === null) return null;
  return { userId: session.userId, sessionId: session.id };
}

/** Links in the session that has begun it, if it is still live and recently proved. */
async function link<U extends User>(
  running: Running<U>,
  { who }: Proved,
  tokens: object | null,
  target: LinkTarget,
): Promise<SignInOutcome> {
  const { parts, session, now } = running;
  if (session?.id !== target.sessionId || session.userId !== target.userId) {
    return refused(running, "not-signed-in");
  }
  const refusal = accessRefusal(session, "recent", parts.setting);
  if (refusal !== null) return refused(running, refusal);
  if (who.kind !== "identity") return refused(running, "not-allowed");
  if (await wasEnded(parts, session)) return refused(running, "not-signed-in");
  const accounts = watched(running, session, true);
  const linked = await linkIdentity(accounts, storable(who, tokens), target.userId, now);
  if ("refused" in linked) return refused(running, linked.refused);
  for (const event of linked.events) report(running, event);
  return { status: "linked", returnTo: returnToOf(running) };
}

/** The values of `amr` that a proof may have. */
const MOST_AMR = 8;

function proofOf<U extends User>({ asked, now }: Running<U>, { amr, factors, at }: Proved): Proof {
  // A provider may send any texts. A session keeps only those that look like values of RFC 8176.
  const known = amr.filter((value) => /^[\w.:/-]{1,32}$/.test(value)).slice(0, MOST_AMR);
  const time = Math.min(Math.max(at ?? now, 0), now);
  return { method: asked.method, amr: known, factors, at: new Date(time) };
}

/** Completes a sign-in whose first factor is proved; `null` if this proof is not its second factor. */
async function completePending<U extends User>(
  running: Running<U>,
  proved: Proved,
): Promise<SignInOutcome | null> {
  const { parts, pending, asked, jar, now } = running;
  const { who } = proved;
  if (pending === null || who.kind !== "user" || who.userId !== pending.userId) return null;
  if (!isSecondAfter(asked.method, pending.proof.method, parts.setting.methods)) return null;
  if (!(await parts.pending.finish(jar, pending, now))) return refused(running, "expired");
  const user = await parts.accounts.users.find(pending.userId);
  if (user === null) return refused(running, "wrong-credentials");
  return beginSession(running, {
    user,
    proofs: [pending.proof, proofOf(running, proved)],
    returnTo: pending.returnTo,
    terms: termsFor(running, user.id, pending.terms, proved.terms),
    providerSession: pending.providerSession,
  });
}

async function signIn<U extends User>(
  running: Running<U>,
  proved: Proved,
  tokens: object | null,
): Promise<SignInOutcome> {
  const { parts, asked, jar, now } = running;
  const { methods } = parts.setting;
  const role = methods[asked.method]?.role ?? "second";
  const proof = proofOf(running, proved);
  const { who } = proved;
  const steppedUp = role === "first" ? null : await sessionToStepUp(running, who);
  // A code of an authenticator app alone signs nobody in.
  if (role === "second" && steppedUp === null) return refused(running, "no-transaction");
  const resolved = await resolve(running, who, tokens);
  if ("refused" in resolved) {
    const { detail } = resolved;
    return refused(running, resolved.refused, detail === undefined ? {} : { detail });
  }
  const { user, isNew } = resolved;
  if (!isNew) for (const event of resolved.events) report(running, event);
  const proofs = steppedUp === null ? [proof] : proofsAfter(steppedUp, proof, methods);
  const { providerSession } = proved;
  const returnTo = returnToOf(running);
  const terms = termsFor(running, user.id, proved.terms);
  const isProved = proof.factors === 2 || proofs.length > 1;
  const others = isProved
    ? []
    : await secondMethodsOf(
        user.id,
        asked.method,
        methods,
        parts.accounts.authenticators,
        parts.setting.secondFactor === "required",
      );
  if (others.length > 0 && role !== "second") {
    const { id: userId } = user;
    await parts.pending.begin(jar, { userId, proof, returnTo, terms, providerSession }, now);
    report(running, { type: "second-factor-asked", userId }, null);
    // A new password may have ended the waiting sign-ins after this one was proved, and before it waits.
    if (await haveEndedSince(parts, userId, now, running.id)) {
      await parts.pending.dropAll(userId);
      return refused(running, "expired");
    }
    return { status: "second-factor", methods: others, returnTo };
  }
  const signedUp = isNew ? resolved.events : null;
  return beginSession(running, { user, proofs, returnTo, terms, providerSession, signedUp });
}

/** Returns the session to which a further proof of its user is added; `null` without one. */
async function sessionToStepUp<U extends User>(
  { parts, session }: Running<U>,
  who: Proved["who"],
): Promise<Session<object> | null> {
  const isOwn = who.kind === "user" && who.userId === session?.userId;
  if (session === null || !isOwn || session.actor !== undefined) return null;
  // A factor alone would make a new session of one that was to end, for example with a former password.
  return (await wasEnded(parts, session)) ? null : session;
}

async function resolve<U extends User>(
  running: Running<U>,
  who: Proved["who"],
  tokens: object | null,
): Promise<Resolved<U>> {
  const { parts, now } = running;
  const { accounts, setting } = parts;
  switch (who.kind) {
    case "user": {
      const user = await accounts.users.find(who.userId);
      return user === null ? { refused: "wrong-credentials" } : { user, isNew: false, events: [] };
    }
    case "identity":
      return resolveIdentity(accounts, storable(who, tokens), setting.signUp, now);
    case "email": {
      const hasSessions = !isUnsupported(setting.engine.sessions);
      return resolveEmail(
        accounts,
        who.profile,
        {
          signUp: setting.signUp,
          endSessions: async (userId) => {
            await endSessions(parts, userId, null, running.id);
            if (hasSessions) report(running, { type: "sessions-revoked", userId }, null);
          },
        },
        now,
      );
    }
  }
}
