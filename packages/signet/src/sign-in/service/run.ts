import type { User } from "../../accounts/contract.ts";
import { SignetError } from "../../errors.ts";
import { returnPath, signInAddress } from "../../http/return-path.ts";
import { askedBy, NO_TERMS, namesTerms } from "../../session/asked-terms.ts";
import type { Operation } from "../contract/operation.ts";
import type { MethodOutcome, NewTransaction, RefusalReason } from "../contract/outcome.ts";
import type { ServiceRequest, ServiceResult, SignInOutcome } from "../service-contract.ts";
import { accessRefusal, isOfProvider, LOGOUT, refuseUnmeant, sessionOf } from "./access.ts";
import { PERSISTENT, takeTerms } from "./asked-terms.ts";
import { complete } from "./complete.ts";
import { contextOf } from "./context.ts";
import { cookieJar } from "./cookies.ts";
import { endSessions, wasEnded } from "./end-sessions.ts";
import type { Parts, ReadyMethod } from "./parts.ts";
import { postedLink } from "./posted-link.ts";
import { settled } from "./reporter.ts";
import { type Running, refused, report, returnToOf } from "./running.ts";
import { watched } from "./watched.ts";

const WRONG_PERSISTENT = "The field persistent must be true or false.";

/** A longer path would not fit into the cookie of a transaction; characters. */
const LONGEST_RETURN_PATH = 1_024;

/** Returns an operation of a method; `null` for an unknown one. */
export function operationOf<U extends User>(
  { methods }: Parts<U>,
  method: string,
  operation: string,
): { readonly ready: ReadyMethod; readonly operation: Operation } | null {
  const ready = methods.get(method);
  if (ready === undefined || !Object.hasOwn(ready.operations, operation)) return null;
  const found = ready.operations[operation];
  return found === undefined ? null : { ready, operation: found };
}

/** Runs an operation of a method, and does with its outcome all that methods have in common. */
export async function run<U extends User>(
  parts: Parts<U>,
  given: ServiceRequest,
): Promise<ServiceResult> {
  const found = operationOf(parts, given.method, given.operation);
  if (found === null) throw unknownOperation(given);
  const { setting } = parts;
  // The fields of a provider's answer are its own.
  const { terms, input } = isOfProvider(given.operation)
    ? { terms: NO_TERMS, input: given.input }
    : takeTerms(given, setting);
  const path = returnPath(given.returnTo);
  const returnTo = path.length > LONGEST_RETURN_PATH ? "/" : path;
  const asked = { ...given, input, returnTo };
  if (!found.operation.isPage) refuseUnmeant(asked.request, setting, asked.operation);
  const now = setting.now();
  const jar = cookieJar(asked.request, setting.cookieName, setting.cookiePlaces);
  const isOfServer = asked.operation === LOGOUT;
  const session = isOfServer ? null : await sessionOf(asked.request, setting);
  const running: Running<U> = {
    ...{ parts, asked, jar, now, session, terms: terms ?? NO_TERMS },
    pending: isOfServer ? null : await parts.pending.find(jar, now),
    ...{ transaction: null, hasTaken: false, hasReported: false, sessionCookies: [] },
    ...{ id: crypto.randomUUID(), reports: [] },
  };
  try {
    const outcome =
      terms === null
        ? refused(running, "invalid-input", { field: PERSISTENT, detail: WRONG_PERSISTENT })
        : ((await postedLink(running, found.ready)) ??
          (await runWatched(running, found.ready, found.operation)));
    if (outcome.status === "refused" && !running.hasReported)
      reportRefusal(running, outcome.reason);
    return { outcome, setCookies: [...jar.setCookies(), ...running.sessionCookies] };
  } finally {
    await settled(running.reports);
  }
}

/** Runs an operation. Refuses when the session was ended before the operation was done: see `watched`. */
async function runWatched<U extends User>(
  running: Running<U>,
  ready: ReadyMethod,
  operation: Operation,
): Promise<SignInOutcome> {
  try {
    return await runOperation(running, ready, operation);
  } catch (error) {
    if (!(error instanceof SignetError) || error.code !== "not-signed-in") throw error;
    return refused(running, "not-signed-in");
  }
}

async function runOperation<U extends User>(
  running: Running<U>,
  ready: ReadyMethod,
  operation: Operation,
): Promise<SignInOutcome> {
  const { parts, asked, session } = running;
  const access = asked.intent === "link" ? "recent" : operation.access;
  const refusal = accessRefusal(session, access, parts.setting);
  if (refusal !== null) return refused(running, refusal);
  const changing = access === "anyone" ? null : session;
  if (changing !== null && (await wasEnded(parts, changing)))
    return refused(running, "not-signed-in");
  const accounts =
    session === null ? parts.accounts : watched(running, session, access !== "anyone");
  const outcome = await operation.run(contextOf(running, ready, accounts), asked.input);
  if (operation.isPage && outcome.type !== "page" && outcome.type !== "refused") {
    throw new Error(
      `The page operation ${asked.operation} of ${asked.method} returned ${outcome.type}.`,
    );
  }
  if ("transaction" in outcome && outcome.transaction !== null) {
    await begin(running, ready, outcome.transaction);
  } else if (outcome.type === "challenge") {
    await amend(running, ready);
  }
  return conclude(running, outcome);
}

/** Keeps the terms of this request in the transaction of another tab, whose challenge the request got again. */
async function amend<U extends User>(
  { transaction, hasTaken, terms, jar, now }: Running<U>,
  { transactions }: ReadyMethod,
): Promise<void> {
  if (transaction === null || hasTaken || !namesTerms(terms)) return;
  await transactions.amend(jar, transaction, askedBy(transaction.terms, terms), now);
}

function begin<U extends User>(
  { asked, session, terms, jar, now }: Running<U>,
  { transactions }: ReadyMethod,
  transaction: NewTransaction,
): Promise<void> {
  const isLink = asked.intent === "link" && session !== null;
  const link = isLink ? { userId: session.userId, sessionId: session.id } : null;
  const { returnTo } = asked;
  return transactions.begin(jar, transaction, { returnTo, link, terms, session }, now);
}

async function conclude<U extends User>(
  running: Running<U>,
  outcome: MethodOutcome,
): Promise<SignInOutcome> {
  const returnTo = returnToOf(running);
  switch (outcome.type) {
    case "proved":
      return complete(running, outcome.proved, outcome.tokens);
    case "redirect":
      if (outcome.endsSession) await endCurrent(running);
      return { status: "redirect", url: outcome.url };
    case "challenge":
      return { status: "challenge", value: outcome.value };
    case "sent":
      return { status: "sent", returnTo };
    case "page":
      return { status: "page", page: outcome.page };
    case "done":
      if (outcome.endsSession) await endCurrent(running);
      if (outcome.ends !== null) await end(running, outcome.ends);
      return { status: "done", value: outcome.value, returnTo: afterwards(running, outcome.ends) };
    case "refused":
      return refused(running, outcome.reason, outcome);
    case "status":
      return { status: "answered", code: outcome.status };
  }
}

/** Returns the path to go to after an operation. A user without any session left goes to the sign-in page. */
function afterwards<U extends User>(
  running: Running<U>,
  ends: Extract<MethodOutcome, { type: "done" }>["ends"],
): string {
  const { signInPath } = running.parts.setting;
  const returnTo = returnToOf(running);
  if (ends?.sessions !== "all" || signInPath === null) return returnTo;
  return signInAddress(signInPath, returnTo === "/" ? null : returnTo);
}

/** Ends the session of the request, under every strategy. */
async function endCurrent<U extends User>(running: Running<U>): Promise<void> {
  const { parts, asked, session } = running;
  running.sessionCookies.push(...(await parts.setting.engine.signOut(asked.request)));
  if (session !== null) report(running, { type: "signed-out", userId: session.userId });
}

async function end<U extends User>(
  running: Running<U>,
  { userId, sessions }: { readonly userId: string; readonly sessions: "all" | "others" },
): Promise<void> {
  const { parts, session } = running;
  if (sessions === "all" && session?.userId === userId) await endCurrent(running);
  await endSessions(parts, userId, sessions === "others" ? session : null, running.id);
  report(running, { type: "sessions-revoked", userId });
}

function reportRefusal<U extends User>(running: Running<U>, reason: RefusalReason): void {
  const type = reason === "rate-limited" ? "rate-limited" : "failed";
  report(running, { type, reason, userId: running.pending?.userId ?? null });
}

function unknownOperation({ method, operation }: ServiceRequest): SignetError {
  return new SignetError(
    "invalid-input",
    `There is no operation ${JSON.stringify(operation)} of a sign-in method ${JSON.stringify(method)}. Use a name of the option signIn, and an operation of its method.`,
  );
}
