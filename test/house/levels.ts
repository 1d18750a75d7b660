import { type Import, importsOf, targetOf } from "./imports.ts";
import { ACROSS, type Row, roomOf, rowOf, table, withoutExtension } from "./rooms.ts";
import { isTest, type Source } from "./sources.ts";
import { nodesOf } from "./syntax.ts";

/** Imports between our own files that the table does not allow. Entries without logic are free. */
export function levelViolations(sources: readonly Source[], entries: readonly string[]): string[] {
  return sources
    .filter((source) => !isTest(source))
    .filter((source) => !(entries.includes(source.path) && onlyReexports(source)))
    .flatMap((source) => violationsOf(source));
}

/** An entry re-exports and does nothing else. */
export function onlyReexports(source: Source): boolean {
  const program = nodesOf(source)[0];
  const statements = (program?.["body"] ?? []) as { type: string; source?: unknown }[];
  return statements.every(
    ({ type, source: from }) =>
      type === "ExportAllDeclaration" || (type === "ExportNamedDeclaration" && Boolean(from)),
  );
}

/** Entries of the table itself that point up or sideways. */
export function tableViolations(rows: readonly Row[] = table): string[] {
  const levelOf = (room: string) => rows.find((row) => row.rooms.includes(room))?.level;
  return rows.flatMap((row) =>
    row.may.flatMap((item) => {
      const name = item.replace(/^type /, "");
      const level = levelOf(name) ?? levelOf(roomOf(name)) ?? Number.POSITIVE_INFINITY;
      return row.rooms
        .filter((room) => level >= row.level && !ACROSS.includes(`${room} > ${name}`))
        .map((room) => `${room} (level ${row.level}) may import ${name} (level ${level})`);
    }),
  );
}

/** Where package.json chooses one of several files. */
const CHOSEN: Readonly<Record<string, string>> = {
  "#crypto": "token/crypto",
  "#channel": "channel",
};

function violationsOf(source: Source): string[] {
  const room = roomOf(source.path);
  const row = rowOf(room);
  if (!row) return [`${source.path} is in ${room}, which has no row in the table`];
  return importsOf(source).flatMap((each) => {
    const target = CHOSEN[each.specifier] ?? targetOf(source, each.specifier);
    if (target === undefined || roomOf(target) === room || allows(row, target, each)) return [];
    const kind = each.typeOnly ? "the types of " : "";
    return [`${source.path} imports ${kind}${target}: ${room} may import ${list(row.may)}`];
  });
}

function allows(row: Row, target: string, { typeOnly }: Import): boolean {
  const names = [roomOf(target), withoutExtension(target)];
  return names.some(
    (name) => row.may.includes(name) || (typeOnly && row.may.includes(`type ${name}`)),
  );
}

function list(may: readonly string[]): string {
  return may.length === 0 ? "nothing of ours" : may.join(", ");
}
