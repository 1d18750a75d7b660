import type { User } from "../../accounts/contract.ts";
import type { AskedTerms } from "../../session/asked-terms.ts";
import type { Session } from "../../session/types.ts";
import type { RefusalReason, Refused } from "../contract/outcome.ts";
import type { SignInEvent } from "../events.ts";
import { refusalText } from "../refusal-text.ts";
import type { ServiceRequest, SignInOutcome } from "../service-contract.ts";
import type { CookieJar } from "./cookies.ts";
import type { Parts } from "./parts.ts";
import type { Pending } from "./pending.ts";
import type { Transaction } from "./transactions.ts";

/** One run of an operation. */
export interface Running<U extends User> {
  /** Distinguishes runs; random. */
  readonly id: string;
  readonly parts: Parts<U>;
  readonly asked: ServiceRequest;
  /** The terms that the request asks for. */
  readonly terms: AskedTerms;
  readonly jar: CookieJar;
  readonly now: number;
  readonly session: Session<object> | null;
  readonly pending: Pending | null;
  /** The transaction that the method has taken, or else the one that it has peeked at. */
  transaction: Transaction | null;
  /** Whether the method has taken a transaction. */
  hasTaken: boolean;
  /** Whether the method has reported the refusal itself, with a more precise reason. */
  hasReported: boolean;
  /** `Set-Cookie` texts of the engine. */
  readonly sessionCookies: string[];
  /** The promises that `onEvent` has returned. */
  readonly reports: Promise<void>[];
}

/** Returns the path to go to: of the transaction, or else of the request. */
export function returnToOf({
  transaction,
  asked,
}: Pick<Running<User>, "transaction" | "asked">): string {
  return transaction?.returnTo ?? asked.returnTo;
}

export function refused<U extends User>(
  running: Running<U>,
  reason: RefusalReason,
  more: Partial<Omit<Refused, "type" | "reason">> = {},
): SignInOutcome {
  const { field = null, detail = null, retryAfter = null } = more;
  const text = detail ?? refusalText(reason, { retryAfter });
  const returnTo = returnToOf(running);
  return { status: "refused", reason, field, detail: text, retryAfter, returnTo };
}

/** Reports an event of a run. */
export function report<U extends User>(
  { parts, asked, now, session, reports }: Running<U>,
  event: SignInEvent,
  of: Session<object> | null = session,
): void {
  const { request, method } = asked;
  const answer = parts.reporter.report(event, { request, method, session: of, now });
  if (answer !== null) reports.push(answer);
}
