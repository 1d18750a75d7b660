import { isTest, type Source } from "./sources.ts";
import { at, nodesOf, type SyntaxNode } from "./syntax.ts";

/** Lists sources with more than a number of lines. */
export function longerThan(lines: number, sources: readonly Source[]): string[] {
  return sources
    .map(({ path, text }) => ({ path, count: text.trimEnd().split("\n").length }))
    .filter(({ count }) => count > lines)
    .map(({ path, count }) => `${path} has ${count} lines`);
}

/**
 * Lists types that are imported in the form `import("./x.ts").T`. Biome's noImportCycles does not follow this
 * form, and `import type` can replace it.
 */
export function importTypes(sources: readonly Source[]): string[] {
  return sources
    .filter((source) => !isTest(source))
    .flatMap((source) =>
      nodesOf(source)
        .filter((node) => node.type === "TSImportType")
        .map((node) => at(source, node, "imports a type by import()")),
    );
}

const SUPPRESSION =
  /biome-ignore[a-z-]*\s+lint(?:\/(?:suspicious|complexity)(?:\/(?:noExplicitAny|noImportCycles|noUselessTypeConstraint))?)?(?=[\s:(<])/;

/**
 * Lists sources with a comment that disables a Biome rule for which this repository allows no exception.
 */
export function suppressions(sources: readonly Source[]): string[] {
  return sources
    .filter(({ text }) => SUPPRESSION.test(text))
    .map(({ path }) => `${path} disables a rule of Biome`);
}

/** Lists the default exports of sources. */
export function defaultExports(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    nodesOf(source)
      .filter(isDefaultExport)
      .map((node) => at(source, node, "has a default export")),
  );
}

function isDefaultExport(node: SyntaxNode): boolean {
  if (node.type === "ExportDefaultDeclaration") return true;
  if (node.type !== "ExportSpecifier") return false;
  const exported = node["exported"] as { name?: string; value?: string };
  return (exported.name ?? exported.value) === "default";
}
