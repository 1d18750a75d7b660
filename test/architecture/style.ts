import { isTest, type Source } from "./sources.ts";
import { at, nodesOf, type SyntaxNode } from "./syntax.ts";

export function longerThan(lines: number, sources: readonly Source[]): string[] {
  return sources
    .map(({ path, text }) => ({ path, count: text.trimEnd().split("\n").length }))
    .filter(({ count }) => count > lines)
    .map(({ path, count }) => `${path} has ${count} lines`);
}

/** `any` switches the compiler off; type tests may speak of it. */
export function anyTypes(sources: readonly Source[]): string[] {
  return sources
    .filter((source) => !isTest(source))
    .flatMap((source) =>
      nodesOf(source)
        .filter((node) => node.type === "TSAnyKeyword")
        .map((node) => at(source, node, "says any")),
    );
}

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
