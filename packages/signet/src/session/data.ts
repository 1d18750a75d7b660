import type { StandardSchemaV1 } from "@standard-schema/spec";
import { SignetError } from "../errors.ts";
import { inDevelopment, warnOnce } from "../warn.ts";
import { throughJson } from "./json.ts";
import { keptForm } from "./kept.ts";

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
 * Checks data that is about to be kept, and returns what to keep: JSON that the schema turns into the
 * session's data, at each read anew, so that nothing is ever parsed twice. That is the schema's output
 * where the schema leaves its own output as it is, which drops what the schema does not name and fixes
 * its defaults; elsewhere it is what was given, without the members of which the schema makes nothing.
 *
 * @throws {SignetError} `invalid-data`, naming members and never their values; with the `cause` when the
 *   schema threw.
 */
export async function acceptData(
  schema: DataSchema<unknown, object>,
  input: unknown,
): Promise<unknown> {
  const output = await answerOf(schema, input);
  if (output.issues) {
    throw mismatch("data does not match the schema of the configuration", output.issues);
  }
  const made = throughJson(output.value);
  const ask = async (data: unknown) => acceptedOf(await schema["~standard"].validate(data));
  const kept = await keptForm((data) => ask(data).catch(() => null), input, made);
  if (kept === null) throw await notKept(schema, made);
  if (kept.isInput) warnOfInput();
  return kept.data;
}

async function answerOf(
  schema: DataSchema<unknown, object>,
  data: unknown,
): Promise<StandardSchemaV1.Result<object>> {
  try {
    return await schema["~standard"].validate(data);
  } catch (cause) {
    throw new SignetError(
      "invalid-data",
      "The data schema threw instead of reporting issues. Look at `cause`.",
      { cause },
    );
  }
}

async function notKept(schema: DataSchema<unknown, object>, made: unknown): Promise<SignetError> {
  const { issues = [] } = await answerOf(schema, made);
  return mismatch(
    "The data schema must make the same of its own output, or of its input, after a way through JSON, because that is what a read finds: take dates as z.coerce.date(), for example",
    issues,
  );
}

function warnOfInput(): void {
  if (!inDevelopment()) return;
  warnOnce(
    "data-kept-as-input",
    "The data schema does not leave its own output as it is, so a session keeps what signIn() or update() was given, and each read parses that. Under jwt() and hybrid() the client can read it: shorten or hash what is secret before you pass it.",
  );
}

/**
 * Checks data that was kept, perhaps under an older schema; `null` when it no longer fits, or the
 * schema throws. A promise only under an asynchronous schema: on the way of every read, each promise
 * counts.
 */
export function readData<Data extends object>(
  schema: DataSchema<unknown, Data>,
  kept: unknown,
): Data | null | Promise<Data | null> {
  try {
    const result = schema["~standard"].validate(kept);
    // A promise of another realm is one as well: what it holds must not pass unchecked.
    return "then" in result
      ? Promise.resolve(result).then(acceptedOf).catch(refusedBy)
      : acceptedOf(result);
  } catch (error) {
    return refusedBy(error);
  }
}

function acceptedOf<Data>(result: StandardSchemaV1.Result<Data>): Data | null {
  return result.issues || typeof result.value !== "object" ? null : result.value;
}

function refusedBy(error: unknown): null {
  const name = error instanceof Error ? error.name : typeof error;
  warnOnce(
    "data-schema-threw",
    `The data schema threw (${name}) on data of a session, which counts as malformed. Let the schema report issues instead.`,
  );
  return null;
}

function mismatch(sentence: string, issues: readonly StandardSchemaV1.Issue[]): SignetError {
  const members = issues.map((issue) => issue.path?.map(keyOf).join(".") || "the whole of it");
  const names = [...new Set(members)].join(", ") || "the whole of it";
  return new SignetError("invalid-data", `${sentence}. Look at: ${names}.`);
}

function keyOf(segment: PropertyKey | StandardSchemaV1.PathSegment): string {
  return String(typeof segment === "object" ? segment.key : segment);
}
