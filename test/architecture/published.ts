import { importsOf, targetOf } from "./imports.ts";
import type { Source } from "./sources.ts";

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** Imports that a user of the published package could not write. Paths are relative to the user's folder. */
export function unpublishedImports(
  sources: readonly Source[],
  { name, exports }: Manifest,
): string[] {
  const published = Object.keys(exports).map((entry) => name + entry.slice(1));
  const leads = (source: Source, specifier: string) =>
    specifier === name || specifier.startsWith(`${name}/`)
      ? published.includes(specifier)
      : !(targetOf(source, specifier)?.startsWith("../") || specifier.includes("packages/signet"));
  return sources.flatMap((source) =>
    importsOf(source)
      .filter(({ specifier }) => !leads(source, specifier))
      .map(({ specifier }) => `${source.path} imports ${specifier}`),
  );
}

/** The sources behind a package's entries: "./dist/next/index.js" is made of "next/index.ts". */
export function entrySources({ exports }: Manifest): string[] {
  return [...JSON.stringify(exports).matchAll(/"\.\/dist\/([^"]+)\.js"/g)].map(
    ([, path]) => `${path}.ts`,
  );
}
