import type { StandardSchemaV1 } from "@standard-schema/spec";
import { SignetError } from "../errors.ts";
import { inDevelopment, warnOnce } from "../warn.ts";
import { toJson } from "./json.ts";
import { findStoredForm } from "./stored-form.ts";

/**
 * A schema for the data of a session: any Standard Schema (zod, valibot, arktype, …) whose output is an
 * object.
 *
 * @example
 * ```ts
 * import type { DataSchema } from "signet-auth";
 * import { z } from "zod";
 *
 * const data: DataSchema<unknown, { role: string }> = z.object({ role: z.string() });
 * ```
 */
export type DataSchema<Input, Data extends object> = StandardSchemaV1<Input, Data>;

/** The data of sessions without a configured schema: an empty object. */
export type NoData = Record<string, never>;

/** The default schema. It accepts only empty data, so unchecked data is never stored. */
export const noData: DataSchema<undefined, NoData> = {
  "~standard": {
    version: 1,
    vendor: "signet-auth",
    validate: (value) =>
      value === undefined || isEmpty(value)
        ? { value: {} }
        : {
            issues: [
              { message: "No data schema is configured. Set the option data to store data." },
            ],
          },
  },
};

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/**
 * Checks data before it is stored, and returns the JSON to store. Each read parses the stored JSON with
 * the schema, so the stored form must give the same data. It is one of two:
 *
 * - The output of the schema, if the schema does not change its own output. This form has no members
 *   that the schema does not name, and it contains the defaults.
 * - Otherwise the input, without the members that the schema ignores.
 *
 * @throws {SignetError} `invalid-data`. The message names members and never their values. `cause` is
 *   the error of the schema, if the schema threw one.
 */
export async function acceptData(
  schema: DataSchema<unknown, object>,
  input: unknown,
): Promise<unknown> {
  const output = await validate(schema, input);
  if (output.issues) {
    throw mismatch("The data does not match the data schema", output.issues);
  }
  const expected = toJson(output.value);
  const parse = async (data: unknown) => outputOf(await schema["~standard"].validate(data));
  const stored = await findStoredForm((data) => parse(data).catch(() => null), input, expected);
  if (stored === null) throw await noStoredForm(schema, expected);
  if (stored.isInput) warnOfInput();
  return stored.data;
}

async function validate(
  schema: DataSchema<unknown, object>,
  data: unknown,
): Promise<StandardSchemaV1.Result<object>> {
  try {
    return await schema["~standard"].validate(data);
  } catch (cause) {
    throw new SignetError(
      "invalid-data",
      "The data schema threw an error instead of reporting issues. See `cause`, and let the schema report issues.",
      { cause },
    );
  }
}

async function noStoredForm(
  schema: DataSchema<unknown, object>,
  output: unknown,
): Promise<SignetError> {
  const { issues = [] } = await validate(schema, output);
  return mismatch(
    "The data schema does not accept its own output or its input after conversion to JSON, but each read parses the stored JSON with the schema. Change the schema, for example use z.coerce.date() for dates",
    issues,
  );
}

function warnOfInput(): void {
  if (!inDevelopment()) return;
  warnOnce(
    "data-kept-as-input",
    "The data schema changes its own output, so the session stores the input of signIn() or update(), and each read parses it. Under jwt() and hybrid() the client can read the stored input. Remove or hash secret values before you pass them.",
  );
}

/**
 * Parses stored data, which may have been stored under an older schema. Returns `null` if the data does
 * not match the schema, or if the schema throws. The result is a promise only with an asynchronous
 * schema, because every read calls this function and a promise has a cost.
 */
export function readData<Data extends object>(
  schema: DataSchema<unknown, Data>,
  stored: unknown,
): Data | null | Promise<Data | null> {
  try {
    const result = schema["~standard"].validate(stored);
    // Checking for `then` also finds a promise of another realm, whose value must be checked too.
    return "then" in result
      ? Promise.resolve(result).then(outputOf).catch(warnOfError)
      : outputOf(result);
  } catch (error) {
    return warnOfError(error);
  }
}

function outputOf<Data>(result: StandardSchemaV1.Result<Data>): Data | null {
  return result.issues || typeof result.value !== "object" ? null : result.value;
}

function warnOfError(error: unknown): null {
  const name = error instanceof Error ? error.name : typeof error;
  warnOnce(
    "data-schema-threw",
    `The data schema threw an error (${name}) for the data of a session, so the session counts as malformed. Let the schema report issues instead.`,
  );
  return null;
}

function mismatch(sentence: string, issues: readonly StandardSchemaV1.Issue[]): SignetError {
  const members = issues.map((issue) => issue.path?.map(keyOf).join(".") || "the whole data");
  const names = [...new Set(members)].join(", ") || "the whole data";
  return new SignetError("invalid-data", `${sentence}. Check: ${names}.`);
}

function keyOf(segment: PropertyKey | StandardSchemaV1.PathSegment): string {
  return String(typeof segment === "object" ? segment.key : segment);
}
