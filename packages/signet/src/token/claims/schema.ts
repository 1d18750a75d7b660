import type { StandardSchemaV1 } from "@standard-schema/spec";
import { invalidConfig } from "../../errors.ts";
import type { Given } from "../../options.ts";
import { TokenClaimError } from "../errors.ts";
import { isObject } from "../format/json.ts";

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
    throw invalidConfig("schema must be a Standard Schema, such as z.object({ … }) of zod.");
  }
}

/**
 * Asks a schema, for the verifiers that answer at once.
 *
 * @throws {TokenClaimError} naming the first member that does not fit, and never its value.
 */
export function askAtOnce<Claims extends object>(
  schema: ClaimsSchema<Claims>,
  claims: object,
): Claims {
  const answer = ask(schema, claims);
  if (answer instanceof Promise) {
    // What it says comes too late to be heard.
    answer.catch(() => null);
    throw invalidConfig(
      "schema answers with a promise, and this verifier answers at once. Use a synchronous schema, or createVerifier of signet-auth/token/web.",
    );
  }
  return acceptedBy(answer);
}

/** The same by promise. */
export async function askByPromise<Claims extends object>(
  schema: ClaimsSchema<Claims>,
  claims: object,
): Promise<Claims> {
  const answer = ask(schema, claims);
  return acceptedBy(answer instanceof Promise ? await answer.catch(failed) : answer);
}

function ask<Claims extends object>(
  schema: ClaimsSchema<Claims>,
  claims: object,
): Answer<Claims> | Promise<Answer<Claims>> {
  try {
    return schema["~standard"].validate(claims);
  } catch (cause) {
    return failed(cause);
  }
}

function failed(cause: unknown): never {
  throw new TokenClaimError("(all)", "could not be checked, because the schema threw", { cause });
}

function acceptedBy<Claims extends object>(answer: Answer<Claims>): Claims {
  if (!isObject(answer) || !(answer.issues || "value" in answer)) {
    throw new TokenClaimError("(all)", "could not be checked, because the schema gave no answer");
  }
  if (!answer.issues) return answer.value;
  const path = answer.issues[0]?.path?.map((segment) =>
    String(typeof segment === "object" ? segment.key : segment),
  );
  throw new TokenClaimError(path?.join(".") || "(all)", "does not match the schema");
}
