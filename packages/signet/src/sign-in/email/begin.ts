import type { Mail } from "../contract/mail.ts";
import { newTransaction, refused, sent } from "../contract/makers.ts";
import type { OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
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
 * Sends the mail of a request, and remembers the request in this browser. While anyone may sign up, every
 * address gets a mail, also one without a user. So the outcome, the work and the time do not depend on an
 * account, and the operation waits for `send`: the person learns about a failure. While sign-up is closed,
 * an address without a user gets no mail, and the operation waits for no mail of a sign-in.
 */
export async function sendRequest(
  context: OperationContext,
  setup: MailSetup,
  subject: Subject,
): Promise<MethodOutcome> {
  const refusal = await limitMails(context, subject);
  if (refusal !== null) return refusal;
  const { request, transaction } = await currentRequest(context, setup, subject);
  const proofs = await proofsOf(setup.keys, request);
  if (proofs === null) throw new Error("The newest key is not in its own ring.");
  const isSignIn = subject.purpose === "email-sign-in";
  const sending = deliver(context, setup, subject.userId, {
    to: subject.email,
    kind: isSignIn ? "sign-in" : "verify",
    url: setup.linkOf(context, proofs.token),
    code: proofs.code,
    expiresAt: new Date(request.expiresAt),
    appName: setup.appName,
  });
  if ((!isSignIn || setup.signUp === "open") && !(await sending)) {
    return refused("provider-unavailable");
  }
  const lifetime = Math.ceil((request.expiresAt - context.now) / 1_000);
  return sent(newTransaction(transaction, { lifetime }));
}

/** Sends a mail. Returns whether `send` took it; never rejects. */
async function deliver(
  context: OperationContext,
  { send, signUp }: MailSetup,
  userId: string | null,
  mail: Mail,
): Promise<boolean> {
  if (userId === null && signUp === "closed") return true;
  try {
    await send(mail);
  } catch {
    context.emit({ type: "failed", userId, reason: "message-not-sent" });
    return false;
  }
  context.emit({ type: "message-sent", userId, reason: mail.kind });
  return true;
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
    left.from === right.from &&
    left.fromVerifiedAt === right.fromVerifiedAt
  );
}
