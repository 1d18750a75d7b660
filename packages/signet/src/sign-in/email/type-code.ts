import type { Fields, OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { textField } from "../shared/fields.ts";
import { complete } from "./complete.ts";
import { CODE_ATTEMPTS, forgetCodes, limitCodes } from "./limits.ts";
import { equalTexts, parseCode, proofsOf } from "./proofs.ts";
import { endRequest, findRequest, idOf, transactionOf } from "./request.ts";
import type { MailSetup } from "./setup.ts";

const EXPIRED: MethodOutcome = { type: "refused", reason: "expired" };

/**
 * Takes a code in the browser that asked for the mail. The attempt is counted before the code is compared,
 * so concurrent attempts do not get more than the limit.
 */
export async function typeCode(
  context: OperationContext,
  setup: MailSetup,
  input: Fields,
): Promise<MethodOutcome> {
  const transaction = await transactionOf(context);
  if (transaction === null) return { type: "refused", reason: "no-transaction" };
  const code = parseCode(textField(input, "code"));
  if (code === null) return { type: "refused", reason: "invalid-input", field: "code" };
  const id = await idOf(transaction);
  const request = await findRequest(context, id);
  if (request === null) return EXPIRED;
  const refusal = await limitCodes(context, request);
  if (refusal !== null) return refusal;
  const attempt = await context.accounts.oneTime.countAttempt(id, context.now);
  const proofs = await proofsOf(setup.keys, request);
  if (attempt === null || attempt > CODE_ATTEMPTS || proofs === null) return EXPIRED;
  if (!equalTexts(proofs.code, code)) {
    // The last attempt ends the link as well: the browser begins again.
    if (attempt === CODE_ATTEMPTS) await endRequest(context, id);
    return { type: "refused", reason: "wrong-credentials", field: "code" };
  }
  const outcome = await complete(context, setup, request);
  if (outcome.type !== "refused") await forgetCodes(context, request);
  return outcome;
}
