import type { StandardSchemaV1 } from "@standard-schema/spec";
import { SignetError } from "../errors.ts";

/** Any Standard Schema (zod, valibot, arktype, …) whose output is an object. */
export type DataSchema<Input, Data extends object> = StandardSchemaV1<Input, Data>;

/** The data of sessions that were configured without a schema: none. */
export type NoData = Record<string, never>;

/** Stands in where no schema is configured, so that nothing can be kept unchecked. */
export const noData: DataSchema<undefined, NoData> = {
  "~standard": {
    version: 1,
    vendor: "signet-auth",
    validate: (value) =>
      value === undefined || isEmpty(value)
        ? { value: {} }
        : { issues: [{ message: "No data schema is configured." }] },
  },
};

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/**
 * Checks data that is about to be kept, and returns what a read will find: the schema's output after
 * a way through JSON.
 *
 * @throws {SignetError} `invalid-data`, naming the members and never their values.
 */
export async function acceptData(
  schema: DataSchema<unknown, object>,
  input: unknown,
): Promise<unknown> {
  const output = await schema["~standard"].validate(input);
  if (output.issues) {
    throw mismatch("data does not match the schema of the configuration", output.issues);
  }
  const kept = throughJson(output.value);
  const again = await schema["~standard"].validate(kept);
  if (again.issues) {
    throw mismatch(
      "The data schema must accept its own output after a way through JSON, because that is what a read finds",
      again.issues,
    );
  }
  return kept;
}

function throughJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch (cause) {
    throw new SignetError(
      "invalid-data",
      "data must be what JSON holds: no BigInt and no circle. Let the schema turn them into text.",
      { cause },
    );
  }
}

/**
 * Checks data that was kept, perhaps under an older schema; `null` when it no longer fits. A promise
 * only under an asynchronous schema: on the way of every read, each promise counts.
 */
export function readData<Data extends object>(
  schema: DataSchema<unknown, Data>,
  kept: unknown,
): Data | null | Promise<Data | null> {
  const result = schema["~standard"].validate(kept);
  // A promise of another realm is one as well: what it holds must not pass unchecked.
  return "then" in result ? Promise.resolve(result).then(acceptedOf) : acceptedOf(result);
}

function acceptedOf<Data>(result: StandardSchemaV1.Result<Data>): Data | null {
  return result.issues ? null : result.value;
}

function mismatch(sentence: string, issues: readonly StandardSchemaV1.Issue[]): SignetError {
  const members = issues.map((issue) => issue.path?.map(keyOf).join(".") || "the whole of it");
  return new SignetError(
    "invalid-data",
    `${sentence}. Look at: ${[...new Set(members)].join(", ")}.`,
  );
}

function keyOf(segment: PropertyKey | StandardSchemaV1.PathSegment): string {
  return String(typeof segment === "object" ? segment.key : segment);
}
