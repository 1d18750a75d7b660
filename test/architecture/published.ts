import { importsOf, targetOf } from "./imports.ts";
import type { Source } from "./sources.ts";

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * Lists imports that an app outside of this repository could not make. The paths of `sources` are relative to
 * the folder of the app.
 */
export function unpublishedImports(
  sources: readonly Source[],
  { name, exports }: Manifest,
): string[] {
  const published = Object.keys(exports).map((entry) => name + entry.slice(1));
  const isAllowed = (source: Source, specifier: string) =>
    specifier === name || specifier.startsWith(`${name}/`)
      ? published.includes(specifier)
      : !(targetOf(source, specifier)?.startsWith("../") || specifier.includes("packages/signet"));
  return sources.flatMap((source) =>
    importsOf(source)
      .filter(({ specifier }) => !isAllowed(source, specifier))
      .map(({ specifier }) => `${source.path} imports ${specifier}`),
  );
}

/** Returns the sources of a package's entries: "next/index.ts" for "./dist/next/index.js". */
export function entrySources({ exports }: Manifest): string[] {
  return [...JSON.stringify(exports).matchAll(/"\.\/dist\/([^"]+)\.js"/g)].map(
    ([, path]) => `${path}.ts`,
  );
}
