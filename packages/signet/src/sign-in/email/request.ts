import type { OneTimeToken } from "../../accounts/contract.ts";
import type { OperationContext } from "../contract/operation.ts";
import { newSecret, oneTimeId } from "../shared/one-time.ts";

/** The use of a mail. It is part of every key, so a mail of one use is never accepted for another. */
export type Purpose = "email-sign-in" | "email-verify" | "email-change";

const PURPOSES: readonly string[] = [
  "email-sign-in",
  "email-verify",
  "email-change",
] satisfies readonly Purpose[];

/** The state for which a mail counts. The mail is void as soon as one member is not true any more. */
export interface Subject {
  readonly purpose: Purpose;
  /** The address that gets the mail. */
  readonly email: string;
  /** The user of the address, or the user who changes the address; `null` for an address without a user. */
  readonly userId: string | null;
  /** The address that the user had at the request, for a change. */
  readonly from: string | null;
  /** When that address was proved, for a change. */
  readonly fromVerifiedAt: number | null;
}

/**
 * A request for a mail, of one browser. A mail holds a link and a code that are derived from the request
 * (`proofs.ts`), so the store holds neither.
 */
export interface MailRequest extends Subject {
  readonly id: string;
  /** Random; link and code are derived from it. */
  readonly seed: string;
  /** The name of the engine's key that derives them. */
  readonly kid: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** The transaction of the browser that asked. */
export interface MailTransaction {
  readonly purpose: Purpose;
  readonly secret: string;
}

/** Creates and stores a request. Returns it with the transaction of the browser. */
export async function storeRequest(
  context: OperationContext,
  subject: Subject,
  kid: string,
  lifetime: number,
): Promise<{ request: MailRequest; transaction: MailTransaction }> {
  const transaction = { purpose: subject.purpose, secret: newSecret() };
  const request: MailRequest = {
    ...subject,
    id: await idOf(transaction),
    seed: newSecret(),
    kid,
    expiresAt: context.now + lifetime,
  };
  const { id, purpose, expiresAt, ...data } = request;
  // A sign-in has no user yet, so its requests are grouped by the address.
  const group = purpose === "email-sign-in" ? subject.email : (subject.userId ?? subject.email);
  const token: OneTimeToken = { id, purpose, group, data: JSON.stringify(data), expiresAt };
  await context.accounts.oneTime.put(token, context.now);
  return { request, transaction };
}

/** Returns a live request; `null` also for the id of a token of another purpose. */
export async function findRequest(
  context: OperationContext,
  id: string,
): Promise<MailRequest | null> {
  return requestIn(await context.accounts.oneTime.find(id, context.now));
}

/** Ends a request. Returns whether this call ended it: of concurrent calls only one did. */
export async function endRequest(context: OperationContext, id: string): Promise<boolean> {
  return (await context.accounts.oneTime.take(id, context.now)) !== null;
}

/** Returns the transaction of this browser; `null` without one. */
export async function transactionOf(context: OperationContext): Promise<MailTransaction | null> {
  const { purpose, secret } = Object(await context.peekTransaction());
  return isPurpose(purpose) && typeof secret === "string" ? { purpose, secret } : null;
}

/** Returns the id of the request of a transaction. */
export function idOf({ purpose, secret }: MailTransaction): Promise<string> {
  return oneTimeId(purpose, secret);
}

function requestIn(token: OneTimeToken | null): MailRequest | null {
  if (token === null || !isPurpose(token.purpose)) return null;
  const { id, purpose, expiresAt } = token;
  const { email, userId, from, fromVerifiedAt, seed, kid } = JSON.parse(token.data);
  return { id, purpose, expiresAt, email, userId, from, fromVerifiedAt, seed, kid };
}

function isPurpose(value: unknown): value is Purpose {
  return typeof value === "string" && PURPOSES.includes(value);
}
