import { invalidField, refused } from "../contract/makers.ts";
import type { Fields, OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { textField } from "../shared/fields.ts";
import { complete } from "./complete.ts";
import { CODE_ATTEMPTS, forgetCodes, limitCodes } from "./limits.ts";
import { equalTexts, parseCode, proofsOf } from "./proofs.ts";
import { endRequest, findRequest, idOf, transactionOf } from "./request.ts";
import type { MailSetup } from "./setup.ts";

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
  if (transaction === null) return refused("no-transaction");
  const code = parseCode(textField(input, "code"));
  if (code === null) return invalidField("code");
  const id = await idOf(transaction);
  const request = await findRequest(context, id);
  if (request === null) return refused("expired");
  const refusal = await limitCodes(context, request);
  if (refusal !== null) return refusal;
  const attempt = await context.accounts.oneTime.countAttempt(id, context.now);
  const proofs = await proofsOf(setup.keys, request);
  if (attempt === null || attempt > CODE_ATTEMPTS || proofs === null) return refused("expired");
  if (!equalTexts(proofs.code, code)) {
    // The last attempt ends the link as well: the browser begins again.
    if (attempt === CODE_ATTEMPTS) await endRequest(context, id);
    return refused("wrong-credentials", { field: "code" });
  }
  const outcome = await complete(context, setup, request);
  if (outcome.type !== "refused") await forgetCodes(context, request);
  return outcome;
}
