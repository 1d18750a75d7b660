import { narrowed, sameJson, throughJson } from "./json.ts";

/** Asks a schema; `null` when it refuses or throws. */
export type Ask = (data: unknown) => Promise<object | null>;

/** JSON to keep, from which a schema makes a session's data at each read. */
export interface Kept {
  readonly data: unknown;
  /** Whether it is what was given, because the schema does not leave its own output as it is. */
  readonly isInput: boolean;
}

/**
 * Finds what to keep of data, so that a read, which asks the schema once, finds what the schema made of
 * the input, however often data is kept and read. `null` when there is no such JSON.
 *
 * @param made the schema's output for `input`, after a way through JSON.
 */
export async function keptForm(ask: Ask, input: unknown, made: unknown): Promise<Kept | null> {
  const gives = async (candidate: unknown) => {
    const output = jsonOf(await ask(candidate));
    return output !== null && sameJson(output, made);
  };
  if (await gives(made)) return { data: made, isInput: false };
  const given = jsonOf(input);
  const narrow = narrowed(given, made);
  if (await gives(narrow)) return { data: narrow, isInput: true };
  if (await gives(given)) return { data: await withoutIdle(given, gives), isInput: true };
  // A schema that says something else each time, such as the hour: whatever it accepts will do.
  if (await gives(input)) return null;
  for (const data of [made, narrow, given]) {
    if ((await ask(data)) !== null) return { data, isInput: data !== made };
  }
  return null;
}

/**
 * Drops members of which the schema makes nothing, whatever they are: a stray password hash, for
 * example. One that happens to say what the schema would say by itself stays.
 */
async function withoutIdle(
  given: unknown,
  gives: (candidate: unknown) => Promise<boolean>,
): Promise<unknown> {
  let kept = Object.entries(Object(given));
  for (const [name] of kept) {
    const fewer = kept.filter(([other]) => other !== name);
    const isIdle =
      (await gives(Object.fromEntries(fewer))) &&
      (await gives(Object.fromEntries([...fewer, [name, null]])));
    if (isIdle) kept = fewer;
  }
  return Object.fromEntries(kept);
}

/** `null` for what JSON cannot hold. */
function jsonOf(value: unknown): unknown {
  try {
    return throughJson(value);
  } catch {
    return null;
  }
}
