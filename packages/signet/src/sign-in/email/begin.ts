import type { MethodOutcome, OperationContext } from "../contract.ts";
import { limitMails } from "./limits.ts";
import { newestKid, proofsOf } from "./proofs.ts";
import {
  endRequest,
  findRequest,
  idOf,
  type MailRequest,
  type MailTransaction,
  type Subject,
  storeRequest,
  transactionOf,
} from "./request.ts";
import type { MailSetup } from "./setup.ts";

/**
 * Sends the mail of a request, and remembers the request in this browser. Every address gets a mail, also
 * one without a user, so the outcome, the work and the time do not depend on an account. The operation
 * waits for `send`, so that the person learns about a failure, and because a server without a process of
 * its own may stop after its response.
 */
export async function sendRequest(
  context: OperationContext,
  setup: MailSetup,
  subject: Subject,
): Promise<MethodOutcome> {
  const refusal = await limitMails(context, subject.email);
  if (refusal !== null) return refusal;
  const { request, transaction } = await currentRequest(context, setup, subject);
  const proofs = await proofsOf(setup.keys, request);
  if (proofs === null) throw new Error("The newest key is not in its own ring.");
  try {
    await setup.send({
      to: subject.email,
      kind: subject.purpose === "email-sign-in" ? "sign-in" : "verify",
      url: setup.linkOf(context, proofs.token),
      code: proofs.code,
      expiresAt: new Date(request.expiresAt),
      appName: setup.appName,
    });
  } catch {
    context.emit({ type: "failed", userId: subject.userId, reason: "mail-not-sent" });
    return { type: "refused", reason: "provider-unavailable" };
  }
  context.emit({ type: "message-sent", userId: subject.userId });
  const lifetime = Math.ceil((request.expiresAt - context.now) / 1_000);
  return { type: "sent", transaction: { data: transaction, lifetime } };
}

/**
 * Returns the request for a mail. A browser that asks again soon gets the same request, so that the link
 * and the code of each mail work, and no attempt is given back. Otherwise the former one ends, because
 * this browser can complete one request only.
 */
async function currentRequest(
  context: OperationContext,
  setup: MailSetup,
  subject: Subject,
): Promise<{ request: MailRequest; transaction: MailTransaction }> {
  const kid = await newestKid(setup.keys);
  const transaction = await transactionOf(context);
  if (transaction !== null) {
    const request = await findRequest(context, await idOf(transaction));
    const fresh = request !== null && request.expiresAt - context.now > setup.lifetime / 2;
    if (fresh && request.kid === kid && isSame(request, subject)) return { request, transaction };
    if (request !== null) await endRequest(context, request.id);
  }
  return storeRequest(context, subject, kid, setup.lifetime);
}

function isSame(left: Subject, right: Subject): boolean {
  return (
    left.purpose === right.purpose &&
    left.email === right.email &&
    left.userId === right.userId &&
    left.from === right.from
  );
}
