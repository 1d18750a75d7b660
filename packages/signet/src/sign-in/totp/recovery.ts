import type { NewAuthenticator } from "../../accounts/contract.ts";
import type { SendMail } from "../contract/mail.ts";
import { done, invalidField, proved, refused } from "../contract/makers.ts";
import type { Fields, OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { textField } from "../shared/fields.ts";
import { oneTimeId } from "../shared/one-time.ts";
import { forgetAttempts, limitAttempts } from "./limits.ts";
import { newRecoveryCode, parseRecoveryCode } from "./recovery-code.ts";
import { factorUser, WRONG_CODE } from "./subject.ts";

const KIND = "recovery-code";
const CODES = 10;
const NO_FACTOR = "Add an authenticator app or a passkey first.";

/** Returns the id under which the store keeps a code: SHA-256 of its purpose and its letters. */
const idOfCode = (code: string) => oneTimeId(KIND, code);

/** The factors that recovery codes stand in for. */
const FACTORS: readonly string[] = ["totp", "passkey"];

/**
 * Makes ten codes in the place of the former ones. The response is the only place that has them. Without a
 * factor that can be lost they are refused, because then every sign-in would ask for one of them.
 */
export async function makeCodes({
  session,
  accounts,
  now,
  emit,
}: OperationContext): Promise<MethodOutcome> {
  const user = session === null ? null : await accounts.users.find(session.userId);
  if (user === null) return refused("not-signed-in");
  const others = await accounts.authenticators.list(user.id);
  if (!others.some(({ kind }) => FACTORS.includes(kind)))
    return refused("not-allowed", { detail: NO_FACTOR });
  const codes = Array.from({ length: CODES }, newRecoveryCode);
  const authenticators = await Promise.all(
    codes.map(
      async ({ letters }): Promise<NewAuthenticator> => ({
        kind: KIND,
        id: await idOfCode(letters),
        userId: user.id,
        data: "{}",
        createdAt: now,
      }),
    ),
  );
  await accounts.authenticators.replace(user.id, KIND, authenticators);
  emit({ type: "recovery-codes-made", userId: user.id });
  return done({ value: { codes: codes.map(({ shown }) => shown) } });
}

/** Proves the second factor by one code, and removes it: of concurrent calls one is accepted. */
export async function useCode(
  context: OperationContext,
  input: Fields,
  mail: { readonly send: SendMail | null; readonly appName: string },
): Promise<MethodOutcome> {
  const userId = factorUser(context);
  if (userId === null) return refused("no-transaction");
  const code = parseRecoveryCode(textField(input, "code"));
  if (code === null) return invalidField("code");
  const refusal = await limitAttempts(context, KIND, userId);
  if (refusal !== null) return refusal;
  const { authenticators } = context.accounts;
  const authenticator = { kind: KIND, id: await idOfCode(code), userId };
  // The store removes it only if it belongs to this user.
  if ((await authenticators.remove(authenticator, null)) !== "removed") return WRONG_CODE;
  await forgetAttempts(context, KIND, userId);
  context.emit({ type: "recovery-code-used", userId });
  if (mail.send !== null) await tellUser(context, userId, mail.send, mail.appName);
  // RFC 8176 has no value for a recovery code: it is no `otp` of RFC 4226 and no `kba`.
  return proved({ kind: "user", userId }, { amr: [KIND], factors: 1 });
}

/** The sign-in goes on when this mail is not sent. */
async function tellUser(
  { accounts, emit }: OperationContext,
  userId: string,
  send: SendMail,
  appName: string,
): Promise<void> {
  try {
    const user = await accounts.users.find(userId);
    if (user?.email == null) return;
    const rest = { url: null, code: null, expiresAt: null, appName };
    await send({ to: user.email, kind: "recovery-code-used", ...rest });
  } catch {
    emit({ type: "failed", userId, reason: "message-not-sent" });
  }
}
