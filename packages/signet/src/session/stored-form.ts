import { narrowed, sameJson, toJson } from "./json.ts";

/** Parses data with a schema. Returns `null` when the schema refuses the data or throws. */
export type Parse = (data: unknown) => Promise<object | null>;

/** The JSON to store, from which the schema creates a session's data at each read. */
export interface StoredForm {
  readonly data: unknown;
  /** Whether the data is the input, because the schema changes its own output. */
  readonly isInput: boolean;
}

/**
 * Finds the JSON to store, so that each read, which parses it once, gives the output that the schema
 * gave for the input. Storing and reading the data repeatedly does not change it. Returns `null` if
 * there is no such JSON.
 *
 * @param expected the schema's output for `input`, converted to JSON.
 */
export async function findStoredForm(
  parse: Parse,
  input: unknown,
  expected: unknown,
): Promise<StoredForm | null> {
  const givesExpected = async (candidate: unknown) => {
    const output = jsonOrNull(await parse(candidate));
    return output !== null && sameJson(output, expected);
  };
  if (await givesExpected(expected)) return { data: expected, isInput: false };
  const given = jsonOrNull(input);
  const narrow = narrowed(given, expected);
  if (await givesExpected(narrow)) return { data: narrow, isInput: true };
  if (await givesExpected(given)) {
    return { data: await withoutIgnored(given, givesExpected), isInput: true };
  }
  // The output may change with each call, as with a schema that adds the time. Then any accepted form will do.
  if (await givesExpected(input)) return null;
  for (const data of [expected, narrow, given]) {
    if ((await parse(data)) !== null) return { data, isInput: data !== expected };
  }
  return null;
}

/**
 * Drops the members that the schema ignores, such as a password hash that was passed by mistake. A
 * member stays if dropping it, or setting it to `null`, changes the output. So a member stays when its
 * value equals the default of the schema.
 */
async function withoutIgnored(
  given: unknown,
  givesExpected: (candidate: unknown) => Promise<boolean>,
): Promise<unknown> {
  let kept = Object.entries(Object(given));
  for (const [name] of kept) {
    const fewer = kept.filter(([other]) => other !== name);
    const isIgnored =
      (await givesExpected(Object.fromEntries(fewer))) &&
      (await givesExpected(Object.fromEntries([...fewer, [name, null]])));
    if (isIgnored) kept = fewer;
  }
  return Object.fromEntries(kept);
}

/** Converts a value to JSON. Returns `null` for a value that JSON cannot represent. */
function jsonOrNull(value: unknown): unknown {
  try {
    return toJson(value);
  } catch {
    return null;
  }
}
