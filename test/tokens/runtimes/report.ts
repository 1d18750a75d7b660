/** Runs a suite with only web standard APIs. This module is part of the bundle. */

export type Define = (name: string, run: () => Promise<void> | void) => void;

/** A line of a report: the result of a test; or the number of tests, as the last line. */
export type Line =
  | { readonly name: string; readonly error: string | null }
  | { readonly end: number };

/** The timeout of a test; milliseconds. */
const LONGEST_TEST = 20_000;

/** Runs the tests of a suite one after the other. Yields the result of each as a line of JSON. */
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
