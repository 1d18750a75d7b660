import type { Accounts, User } from "../../accounts/contract.ts";
import type { OperationContext } from "../contract/operation.ts";
import { CALLBACK, isOfProvider } from "./access.ts";
import { clientKey } from "./client-key.ts";
import { endSessions } from "./end-sessions.ts";
import { originFor } from "./origin.ts";
import type { ReadyMethod } from "./parts.ts";
import { type Running, report } from "./running.ts";
import type { Transaction } from "./transactions.ts";
import { waysIn } from "./ways-in.ts";

/** The events by which a method reports a refusal itself. */
const REFUSALS: ReadonlySet<string> = new Set(["failed", "rate-limited", "passkey-refused"]);

/** Returns the context of a run for its operation. */
export function contextOf<U extends User>(
  running: Running<U>,
  ready: ReadyMethod,
  accounts: Accounts<U>,
): OperationContext {
  const { parts, asked, jar, now, session, pending, terms } = running;
  const { setting, limiter, devices } = parts;
  const { request, method: name } = asked;
  const origin = originFor(request, setting.origin, isOfProvider(asked.operation));
  const base = `${origin}${setting.sitePath}${setting.basePath}`;
  const callback = `${base}/callback/${name}`;
  const from = asked.path.indexOf("?");
  const keep = (transaction: Transaction | null): unknown => {
    if (transaction === null) return null;
    running.transaction = transaction;
    return transaction.data;
  };
  return {
    name,
    request,
    address: clientKey(request, setting.trustProxy),
    origin,
    url: from === -1 ? callback : callback + asked.path.slice(from),
    endpoint: (operation) =>
      operation === CALLBACK ? callback : `${base}/sign-in/${name}/${operation}`,
    now,
    session,
    pending: pending === null ? null : { userId: pending.userId },
    terms,
    accounts,
    waysIn: (userId) => waysIn(parts, userId),
    limiter,
    knownDevice: (userId) => devices.knownTo(jar, userId),
    async takeTransaction(key = name) {
      const transaction = await ready.transactions.take(jar, key, now);
      if (transaction !== null) running.hasTaken = true;
      return keep(transaction);
    },
    peekTransaction: async (key = name) => keep(await ready.transactions.peek(jar, key, now)),
    emit(event) {
      if (REFUSALS.has(event.type)) running.hasReported = true;
      report(running, event);
    },
    endSessions: (userId) => endSessions(parts, userId, null, running.id),
    async revokeSessions(ids) {
      const { sessions } = setting.engine;
      if (!("revoke" in sessions)) return;
      for (const id of ids) await sessions.revoke(id);
    },
  };
}
