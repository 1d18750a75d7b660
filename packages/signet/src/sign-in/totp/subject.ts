import { refused } from "../contract/makers.ts";
import type { OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";

/**
 * Returns the user whose second factor is asked for: of a first factor just proved, or of the session. A
 * session of another person who acts as the user cannot step up, so it must not use up codes and attempts.
 */
export function factorUser({ pending, session }: OperationContext): string | null {
  const own = session?.actor === undefined ? session : null;
  return pending?.userId ?? own?.userId ?? null;
}

export const WRONG_CODE: MethodOutcome = refused("wrong-credentials", { field: "code" });
