import { join } from "node:path";
import { type RolldownLog, rolldown } from "rolldown";

/** The paths of the built library and of a suite for it. */
export interface Subject {
  /** Exports `tokenSuite(define, library)`. */
  readonly suite: string;
  readonly library: string;
}

const ENTRY = "\0entry";

/**
 * Bundles a suite and the library into one module, which exports `lines()`: the lines of the report.
 * Throws for an import that cannot be bundled, such as a module of Node.
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
