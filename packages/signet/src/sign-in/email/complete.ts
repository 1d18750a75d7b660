import { done, proved, refused } from "../contract/makers.ts";
import type { OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { endRequest, type MailRequest } from "./request.ts";
import type { MailSetup } from "./setup.ts";

/**
 * Completes a request whose mail was read, in the browser that asked. It ends the request first, so that
 * one of several concurrent calls completes it, and then checks that user and address are still those of
 * the request.
 */
export async function complete(
  context: OperationContext,
  setup: MailSetup,
  request: MailRequest,
): Promise<MethodOutcome> {
  const isSignIn = request.purpose === "email-sign-in";
  if (!isSignIn && context.session?.userId !== request.userId) {
    return refused("not-signed-in");
  }
  if (!(await endRequest(context, request.id))) return refused("expired");
  await context.takeTransaction();
  if (isSignIn) return signIn(context, request);
  return request.purpose === "email-verify"
    ? verify(context, request)
    : change(context, setup, request);
}

async function signIn(
  { accounts }: OperationContext,
  { email, userId }: MailRequest,
): Promise<MethodOutcome> {
  const user = await accounts.users.findByEmail(email);
  if ((user?.id ?? null) !== userId) return refused("expired");
  const profile = { email, emailVerified: true, trusted: true, name: null, image: null };
  // RFC 8176 has no value for a mail. `otp` would look like a second factor.
  return proved({ kind: "email", profile }, { amr: ["email"], factors: 1 });
}

async function verify(
  context: OperationContext,
  { email, userId }: MailRequest,
): Promise<MethodOutcome> {
  if (userId === null) return refused("expired");
  const { users } = context.accounts;
  const former = await users.find(userId);
  const user = await users.update(userId, { emailVerifiedAt: context.now }, email);
  if (former === null || user === null || user === "taken") return refused("expired");
  context.emit({ type: "email-verified", userId });
  // Sessions from before the first proof may be those of a person who does not own the address.
  return former.emailVerifiedAt === null ? done({ ends: { userId, sessions: "others" } }) : done();
}

async function change(
  context: OperationContext,
  setup: MailSetup,
  { email, userId, from, fromVerifiedAt }: MailRequest,
): Promise<MethodOutcome> {
  if (userId === null) return refused("expired");
  const { users, oneTime } = context.accounts;
  const former = await users.find(userId);
  // The owner of a formerly unproved address may have taken the account over since the request.
  if (former?.emailVerifiedAt !== fromVerifiedAt) return refused("expired");
  const user = await users.update(userId, { email, emailVerifiedAt: context.now }, from);
  if (user === null) return refused("expired");
  if (user === "taken") return refused("identity-taken");
  await oneTime.drop("email-change", userId);
  context.emit({ type: "email-changed", userId });
  if (from !== null) await tellFormerAddress(context, setup, userId, from);
  return done({ value: { email }, ends: { userId, sessions: "others" } });
}

/** The change stays when this mail is not sent, because the new address is proved. */
async function tellFormerAddress(
  context: OperationContext,
  { send, appName }: MailSetup,
  userId: string,
  to: string,
): Promise<void> {
  try {
    await send({ to, kind: "email-changed", url: null, code: null, expiresAt: null, appName });
  } catch {
    context.emit({ type: "failed", userId, reason: "message-not-sent" });
  }
}
