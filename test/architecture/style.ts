import { isTest, type Source } from "./sources.ts";
import { at, nodesOf, type SyntaxNode } from "./syntax.ts";

export function longerThan(lines: number, sources: readonly Source[]): string[] {
  return sources
    .map(({ path, text }) => ({ path, count: text.trimEnd().split("\n").length }))
    .filter(({ count }) => count > lines)
    .map(({ path, count }) => `${path} has ${count} lines`);
}

/** Biome's noImportCycles does not follow `import("./x.ts").T`. `import type` says the same. */
export function importTypes(sources: readonly Source[]): string[] {
  return sources
    .filter((source) => !isTest(source))
    .flatMap((source) =>
      nodesOf(source)
        .filter((node) => node.type === "TSImportType")
        .map((node) => at(source, node, "imports a type by import()")),
    );
}

const SWITCHED_OFF =
  /biome-ignore[a-z-]*\s+lint(?:\/(?:suspicious|complexity)(?:\/(?:noExplicitAny|noImportCycles|noUselessTypeConstraint))?)?(?=[\s:(<])/;

/** A comment that switches off a rule of Biome's which has no exceptions here. */
export function suppressions(sources: readonly Source[]): string[] {
  return sources
    .filter(({ text }) => SWITCHED_OFF.test(text))
    .map(({ path }) => `${path} switches a rule off`);
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
