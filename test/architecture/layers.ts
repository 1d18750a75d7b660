import { type Import, importsOf, targetOf } from "./imports.ts";
import { isWithin, moduleOf, type Row, rowOf, table, withoutExtension } from "./modules.ts";
import { isTest, type Source } from "./sources.ts";
import { nodesOf } from "./syntax.ts";

/** Lists imports that the table does not allow. Entries that only re-export may import anything. */
export function layerViolations(sources: readonly Source[], entries: readonly string[]): string[] {
  return sources
    .filter((source) => !isTest(source))
    .filter((source) => !(entries.includes(source.path) && onlyReexports(source)))
    .flatMap((source) => violationsOf(source));
}

/** Checks whether a source re-exports and does nothing else. */
export function onlyReexports(source: Source): boolean {
  const program = nodesOf(source)[0];
  const statements = (program?.["body"] ?? []) as { type: string; source?: unknown }[];
  return statements.every(
    ({ type, source: from }) =>
      type === "ExportAllDeclaration" || (type === "ExportNamedDeclaration" && Boolean(from)),
  );
}

/** Lists names in the table that are in no earlier row. */
export function tableViolations(rows: readonly Row[] = table): string[] {
  return rows.flatMap((row, at) =>
    row.may
      .map((item) => item.replace(/^type /, ""))
      .filter((name) => {
        const contains = (module: string) => isWithin(name, module);
        return !rows.slice(0, at).some(({ modules }) => modules.some(contains));
      })
      .map((name) => `${row.modules.join(", ")} may import ${name}, which is in no earlier row`),
  );
}

/** Lists the modules of the table that no source belongs to. */
export function modulesWithoutSource(
  sources: readonly Source[],
  rows: readonly Row[] = table,
): string[] {
  const files = sources.map(({ path }) => withoutExtension(path));
  return rows
    .flatMap(({ modules }) => modules)
    .filter((module) => !files.some((file) => isWithin(file, module)));
}

/**
 * Names in `imports` of package.json. Each resolves to one of several files, so their contract stands
 * for them.
 */
const ALIASES: Readonly<Record<string, string>> = {
  "#crypto": "token/crypto/contract.ts",
  "#iron-crypto": "dropin/iron-session/crypto/contract.ts",
  "#channel": "engine/channel/contract.ts",
};

function violationsOf(source: Source): string[] {
  const module = moduleOf(source.path);
  const row = rowOf(source.path);
  if (!row) return [`${source.path} is in no module of the table`];
  return importsOf(source).flatMap((each) => {
    const target = ALIASES[each.specifier] ?? targetOf(source, each.specifier);
    if (target === undefined || moduleOf(target) === module || allows(row, target, each)) return [];
    const kind = each.typeOnly ? "the types of " : "";
    return [`${source.path} imports ${kind}${target}: ${module} may import ${list(row.may)}`];
  });
}

function allows(row: Row, target: string, { typeOnly }: Import): boolean {
  const file = withoutExtension(target);
  // The name of a module does not allow inner modules that have their own row: "token" does not allow
  // "token/crypto".
  const inner = moduleOf(target) ?? "";
  return row.may.some((item) => {
    const name = item.replace(/^type /, "");
    const isNamed = isWithin(file, name) && (isWithin(name, inner) || name === inner);
    return isNamed && (typeOnly || !item.startsWith("type "));
  });
}

function list(may: readonly string[]): string {
  return may.length === 0 ? "no other module" : may.join(", ");
}
