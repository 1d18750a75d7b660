import type { StandardSchemaV1 } from "@standard-schema/spec";
import { TokenClaimError } from "./errors.ts";
import { type Given, invalid } from "./option-checks.ts";

/** Any Standard Schema (zod, valibot, arktype, …) over a token's claims. */
export type ClaimsSchema<Claims extends object> = StandardSchemaV1<unknown, Claims>;

/** Types and checks the claims; the schema's output is what comes back. */
export interface SchemaOption<Claims extends object> {
  readonly schema: ClaimsSchema<Claims>;
}

type Answer<Claims> = StandardSchemaV1.Result<Claims>;

/** @throws {SignetError} `invalid-config` for a schema that is none. */
export function checkSchema({ schema }: Given): void {
  if (schema === undefined) return;
  const isHolder = (typeof schema === "object" || typeof schema === "function") && schema !== null;
  if (!isHolder || typeof Object(Reflect.get(schema, "~standard")).validate !== "function") {
    throw invalid("schema must be a Standard Schema, such as z.object({ … }) of zod.");
  }
}

/** Asks a schema; a promise where it answers with one. */
export function askSchema<Claims extends object>(
  schema: ClaimsSchema<Claims>,
  claims: object,
): Answer<Claims> | Promise<Answer<Claims>> {
  try {
    return schema["~standard"].validate(claims);
  } catch (cause) {
    throw new TokenClaimError("(all)", "could not be checked, because the schema threw", { cause });
  }
}

/** @throws {TokenClaimError} naming the first member that does not fit, and never its value. */
export function acceptedBy<Claims extends object>(answer: Answer<Claims>): Claims {
  if (!answer.issues) return answer.value;
  const path = answer.issues[0]?.path?.map((segment) =>
    String(typeof segment === "object" ? segment.key : segment),
  );
  throw new TokenClaimError(path?.join(".") || "(all)", "does not match the schema");
}

/** For the verifiers that answer at once. */
export function atOnce<Claims extends object>(
  answer: Answer<Claims> | Promise<Answer<Claims>>,
): Claims {
  if ("then" in answer) {
    throw invalid(
      "schema answers with a promise, and this verifier answers at once. Use a synchronous schema, or createVerifier of signet-auth/token/web.",
    );
  }
  return acceptedBy(answer);
}
