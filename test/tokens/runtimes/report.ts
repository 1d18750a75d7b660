/** Runs a suite where nothing but the web's standards is at hand: this goes into the bundle. */

export type Define = (name: string, run: () => Promise<void> | void) => void;

/** One line of what a runtime reports: a test, or how many there were, which closes the report. */
export type Line =
  | { readonly name: string; readonly error: string | null }
  | { readonly end: number };

/** No test waits for anything from outside. Milliseconds. */
const LONGEST_TEST = 20_000;

/** Runs the tests a suite defines one after the other, and says of each how it went, as JSON. */
export async function* report(suite: (define: Define) => void): AsyncGenerator<string> {
  const tests: Parameters<Define>[] = [];
  suite((...test) => tests.push(test));
  for (const [name, run] of tests) {
    yield lineOf({ name, error: await errorOf(run) });
  }
  yield lineOf({ end: tests.length });
}

function lineOf(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}

async function errorOf(run: Parameters<Define>[1]): Promise<string | null> {
  let limit: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`It did not end within ${LONGEST_TEST / 1000} s.`);
    limit = setTimeout(() => reject(error), LONGEST_TEST);
  });
  try {
    await Promise.race([run(), late]);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? String(error)) : `thrown: ${String(error)}`;
  } finally {
    clearTimeout(limit);
  }
}
