import { importsOf, targetOf } from "./imports.ts";
import { isTest, type Source } from "./sources.ts";

/** Lists every import cycle once, with the files on it. Type imports count. */
export function cycles(sources: readonly Source[]): string[] {
  const graph = new Map(
    sources
      .filter((source) => !isTest(source))
      .map((source) => [
        source.path,
        importsOf(source).flatMap(({ specifier }) => targetOf(source, specifier) ?? []),
      ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): void => {
    const seenAt = way.indexOf(path);
    if (seenAt >= 0) found.push([...way.slice(seenAt), path].join(" → "));
    if (seenAt >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return found;
}
