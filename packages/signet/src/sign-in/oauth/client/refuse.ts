import { inDevelopment, warnOnce } from "../../../warn.ts";
import { refused } from "../../contract/makers.ts";
import type { OperationContext } from "../../contract/operation.ts";
import type { MethodOutcome } from "../../contract/outcome.ts";
import type { Provider } from "../provider.ts";
import { failureOf } from "./failures.ts";

/**
 * Returns the outcome for an error of a call of the provider, and reports its code.
 *
 * @throws the error itself, if it did not come from a call of the provider.
 */
export function refuse(
  { data }: Provider,
  { emit, name }: OperationContext,
  error: unknown,
): MethodOutcome {
  const { reason, code } = failureOf(error);
  if (code === null) return refused(reason);
  emit({ type: "failed", reason: `${reason}: ${code}`, authenticator: data.issuer });
  if (inDevelopment()) {
    warnOnce(
      `provider ${name} ${code}`,
      `Sign-in with ${data.title} (signIn.${name}) failed: ${code}. Compare the client id, the client secret and the redirect URI with your registration at the provider.`,
    );
  }
  return refused(reason, { detail: `The answer of ${data.title} was refused (${code}).` });
}
