import { posix } from "node:path";
import type { Source } from "./sources.ts";
import { nodesOf, type SyntaxNode } from "./syntax.ts";

export interface Import {
  readonly specifier: string;
  /** Whether the compiler removes the import. */
  readonly typeOnly: boolean;
}

const IMPORTING = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

/** Lists the imports of a source in every form: statements, re-exports, `import()` and types. */
export function importsOf(source: Source): Import[] {
  return nodesOf(source)
    .filter((node) => IMPORTING.has(node.type))
    .flatMap((node) => {
      const from = node["source"] as { value?: unknown } | null | undefined;
      return typeof from?.value === "string"
        ? [{ specifier: from.value, typeOnly: isTypeOnly(node) }]
        : [];
    });
}

/** Returns the path of the source that a relative import names, or undefined for a package. */
export function targetOf(from: Source, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return posix.join(posix.dirname(from.path), specifier);
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.type === "TSImportType") return true;
  if (node["importKind"] === "type" || node["exportKind"] === "type") return true;
  const specifiers = (node["specifiers"] ?? []) as SyntaxNode[];
  return (
    specifiers.length > 0 &&
    specifiers.every((each) => each["importKind"] === "type" || each["exportKind"] === "type")
  );
}
