import { join } from "node:path";
import { type RolldownLog, rolldown } from "rolldown";

/** What a runtime is given: the built library and a suite for it, each by its path. */
export interface Subject {
  /** Exports `tokenSuite(define, library)`. */
  readonly suite: string;
  readonly library: string;
}

const ENTRY = "\0entry";

/**
 * Puts a suite and the library into one module, which exports `lines()`: the report as it comes.
 * Whatever cannot be bundled, such as a module of Node, is an error.
 */
export async function bundle({ suite, library }: Subject): Promise<string> {
  const entry = [
    `import { report } from ${JSON.stringify(join(import.meta.dirname, "report.ts"))};`,
    `import { tokenSuite } from ${JSON.stringify(suite)};`,
    `import * as library from ${JSON.stringify(library)};`,
    "export const lines = () => report((define) => tokenSuite(define, library));",
  ].join("\n");
  const build = await rolldown({
    input: ENTRY,
    platform: "neutral",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) => (id === ENTRY ? { code: entry, moduleType: "js" } : null),
      },
    ],
    onLog: (level, log) => {
      if (level === "warn") throw asError(log);
    },
  });
  const { output } = await build.generate({ format: "esm", codeSplitting: false });
  await build.close();
  return output[0].code;
}

function asError({ message }: RolldownLog): Error {
  return new Error(`The suite cannot be bundled for other runtimes: ${message}`);
}
