import type { StandardSchemaV1 } from "@standard-schema/spec";
import { invalidConfig } from "../../errors.ts";
import type { Given } from "../../options.ts";
import { TokenClaimError } from "../errors.ts";
import { isObject } from "../format/json.ts";

/** A schema for the claims of a token: any Standard Schema (zod, valibot, arktype, …). */
export type ClaimsSchema<Claims extends object> = StandardSchemaV1<unknown, Claims>;

/** The option `schema`. It checks the claims and gives them a type. The verifier returns its output. */
export interface SchemaOption<Claims extends object> {
  readonly schema: ClaimsSchema<Claims>;
}

type Answer<Claims> = StandardSchemaV1.Result<Claims>;

/**
 * Checks the option `schema`.
 *
 * @throws {SignetError} `invalid-config` unless it is a Standard Schema.
 */
export function checkSchema({ schema }: Given): void {
  if (schema === undefined) return;
  const isHolder = (typeof schema === "object" || typeof schema === "function") && schema !== null;
  if (!isHolder || typeof Object(Reflect.get(schema, "~standard")).validate !== "function") {
    throw invalidConfig(
      "schema must be a Standard Schema. Pass for example z.object({ … }) of zod.",
    );
  }
}

/**
 * Validates claims with a synchronous schema.
 *
 * @throws {TokenClaimError} for claims that do not match. It names the first member, never its value.
 * @throws {SignetError} `invalid-config` for an asynchronous schema.
 */
export function askAtOnce<Claims extends object>(
  schema: ClaimsSchema<Claims>,
  claims: object,
): Claims {
  const answer = ask(schema, claims);
  if (answer instanceof Promise) {
    // A rejection must not become unhandled.
    answer.catch(() => null);
    throw invalidConfig(
      "schema is asynchronous, but this verifier is synchronous. Use a synchronous schema, or createVerifier of signet-auth/token/web.",
    );
  }
  return outputOf(answer);
}

/**
 * Validates claims with a schema, which may be asynchronous.
 *
 * @throws {TokenClaimError} for claims that do not match. It names the first member, never its value.
 */
export async function askByPromise<Claims extends object>(
  schema: ClaimsSchema<Claims>,
  claims: object,
): Promise<Claims> {
  const answer = ask(schema, claims);
  return outputOf(answer instanceof Promise ? await answer.catch(failed) : answer);
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
  throw new TokenClaimError(
    "(all)",
    "could not be checked, because the schema threw an error. See `cause`",
    { cause },
  );
}

function outputOf<Claims extends object>(answer: Answer<Claims>): Claims {
  if (!isObject(answer) || !(answer.issues || "value" in answer)) {
    throw new TokenClaimError(
      "(all)",
      "could not be checked, because the schema returned no result",
    );
  }
  if (!answer.issues) return answer.value;
  const path = answer.issues[0]?.path?.map((segment) =>
    String(typeof segment === "object" ? segment.key : segment),
  );
  throw new TokenClaimError(path?.join(".") || "(all)", "does not match the schema");
}
