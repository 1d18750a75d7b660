import type { TokenCodec } from "../../token/engine/codec.ts";
import { invalidField, proved, refused } from "../contract/makers.ts";
import type { Fields, OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { textField } from "../shared/fields.ts";
import { parseTotpCode, stepOf } from "./code.ts";
import { forgetAttempts, limitAttempts, MOST_FAILURES } from "./limits.ts";
import { openSecret, readTotpData, sealSecret, type TotpData, writeTotpData } from "./secret.ts";
import { factorUser, WRONG_CODE } from "./subject.ts";

/**
 * Proves the second factor by a code of an authenticator app. The step of the code, or the wrong code, is
 * written by compare-and-set before the operation answers. So of concurrent calls with one code one is
 * accepted, and every wrong code is counted.
 */
export async function proveTotp(
  context: OperationContext,
  codec: TokenCodec,
  input: Fields,
): Promise<MethodOutcome> {
  const userId = factorUser(context);
  if (userId === null) return refused("no-transaction");
  const code = parseTotpCode(textField(input, "code"));
  if (code === null) return invalidField("code");
  const refusal = await limitAttempts(context, "totp-code", userId);
  if (refusal !== null) return refusal;
  if (!(await judge(context, codec, userId, code))) return WRONG_CODE;
  await forgetAttempts(context, "totp-code", userId);
  return proved({ kind: "user", userId }, { amr: ["otp"], factors: 1 });
}

/** Decides about a code and writes the decision. Another write in between means that it decides again. */
async function judge(
  context: OperationContext,
  codec: TokenCodec,
  userId: string,
  code: string,
): Promise<boolean> {
  const { accounts, now } = context;
  const { authenticators } = accounts;
  const counter = (await context.knownDevice(userId)) === null ? "failures" : "knownFailures";
  for (;;) {
    const found = await authenticators.find("totp", userId);
    if (found === null) return false;
    const former = readTotpData(found.data);
    const secret = await openSecret(codec, userId, former.secret);
    if (secret === null || former[counter] >= MOST_FAILURES) return false;
    const step = await stepOf(secret, code, now, former.step);
    const data: TotpData =
      step === null
        ? { ...former, [counter]: former[counter] + 1 }
        : // Sealed again, so that a secret of the application that rotates out is not needed for ever.
          { secret: await sealSecret(codec, userId, secret), step, failures: 0, knownFailures: 0 };
    const written = await authenticators.update("totp", userId, {
      data: writeTotpData(data),
      usedAt: step === null ? found.usedAt : now,
      ifVersion: found.version,
    });
    if (written) return step !== null;
  }
}
