import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { entrySources } from "../architecture/published.ts";
import type { Source } from "../architecture/sources.ts";
import { nodesOf, type SyntaxNode } from "../architecture/syntax.ts";
import { type DocComment, docCommentBefore } from "./doc-comments.ts";

const library = join(import.meta.dirname, "../../packages/signet");

/** A function that users of the package can import. */
export interface PublishedFunction {
  /** The first import path that exports the function, for example "signet-auth/next". */
  readonly entry: string;
  readonly name: string;
  /** The docstrings of the function; an overloaded function can have several. */
  readonly docs: readonly DocComment[];
}

interface Declared {
  readonly source: Source;
  readonly name: string;
  readonly isClass: boolean;
  /** The offsets of the statements that declare the name; an overload has a statement of its own. */
  readonly starts: readonly number[];
}

interface Specifier {
  readonly exportKind?: string;
  readonly local: Identifier;
  readonly exported: Identifier;
}

/** `value` is the name where it is a string literal, as in `export { jwt as "module.exports" }`. */
interface Identifier {
  readonly name?: string;
  readonly value?: string;
}

/**
 * Returns the functions that the entries in package.json export. Each function counts once.
 * The built package shows which exports are functions; the sources hold the docstrings.
 */
export async function publishedFunctions(): Promise<PublishedFunction[]> {
  const manifest = JSON.parse(readFileSync(join(library, "package.json"), "utf8"));
  const functions = new Map<string, PublishedFunction>();
  for (const [path, target] of Object.entries<unknown>(manifest.exports)) {
    const file = entrySources({ ...manifest, exports: { [path]: target } }).at(-1);
    if (file === undefined) continue;
    const entry = manifest.name + path.slice(1);
    const built: Readonly<Record<string, unknown>> = await import(entry);
    const declared = exportsOf(file);
    for (const [name, value] of Object.entries(built)) {
      if (typeof value !== "function") continue;
      const of = declared.get(name);
      assert(of, `${entry} exports ${name}, which is not in ${file}. Build the library.`);
      const id = `${of.source.path} ${of.name}`;
      if (of.isClass || functions.has(id)) continue;
      const docs = of.starts.flatMap((start) => docCommentBefore(of.source, start));
      functions.set(id, { entry, name, docs });
    }
  }
  return [...functions.values()];
}

/** Returns the values that a source exports, by exported name. It follows re-exports. */
function exportsOf(path: string): Map<string, Declared> {
  const source = { path, text: readFileSync(join(library, "src", path), "utf8") };
  const statements = (nodesOf(source)[0]?.["body"] ?? []) as SyntaxNode[];
  const exported = new Map<string, Declared>();
  for (const statement of statements.filter(isExportOfValues)) {
    const from = (statement["source"] as { value: string } | null)?.value;
    const others = from === undefined ? null : exportsOf(targetOf(path, from));
    const names = statement["declaration"]
      ? declaredBy(statement).map(({ name }) => [name, name] as const)
      : specifiersOf(statement, others);
    for (const [name, local] of names) {
      const declared = others === null ? declaredIn(source, statements, local) : others.get(local);
      if (declared) exported.set(name, declared);
    }
  }
  return exported;
}

function isExportOfValues({ type, exportKind }: SyntaxNode): boolean {
  const isExport = type === "ExportNamedDeclaration" || type === "ExportAllDeclaration";
  return isExport && exportKind !== "type";
}

function targetOf(path: string, specifier: string): string {
  assert(specifier.startsWith("."), `${path} re-exports ${specifier}, which is another package.`);
  return posix.join(posix.dirname(path), specifier);
}

/** Returns pairs of exported and local name. `export *` exports every name of the other source. */
function specifiersOf(statement: SyntaxNode, others: ReadonlyMap<string, Declared> | null) {
  if (statement.type === "ExportAllDeclaration") {
    return [...(others?.keys() ?? [])].map((name) => [name, name] as const);
  }
  return (statement["specifiers"] as Specifier[])
    .filter(({ exportKind }) => exportKind !== "type")
    .map(({ exported, local }) => [textOf(exported), textOf(local)] as const);
}

function textOf({ name, value }: Identifier): string {
  return name ?? value ?? "";
}

function declaredIn(source: Source, statements: readonly SyntaxNode[], name: string): Declared {
  const all = statements.filter((each) => declaredBy(each).some((one) => one.name === name));
  const isClass = all.flatMap(declaredBy).some(({ type }) => type === "ClassDeclaration");
  return { source, name, isClass, starts: all.map(({ start }) => start) };
}

/** Returns the names that a statement declares, with or without `export`. */
function declaredBy(statement: SyntaxNode): { name: string; type: string }[] {
  const inner = (statement["declaration"] as SyntaxNode | null | undefined) ?? statement;
  const nodes = (inner["declarations"] ?? [inner]) as SyntaxNode[];
  return nodes.flatMap((node) => {
    const name = (node["id"] as Identifier | null | undefined)?.name;
    return name === undefined ? [] : [{ name, type: node.type }];
  });
}
