import { COMMON, type Row, table } from "./modules.ts";

const MARKS = /(?<=<!-- imports -->\n\n).*(?=\n\n<!-- end of imports -->)/s;

/** Returns ARCHITECTURE.md with the table of imports as the rules have it. */
export function withTable(document: string, rows: readonly Row[] = table): string {
  if (!MARKS.test(document)) throw new Error("ARCHITECTURE.md has lost the marks of its table.");
  return document.replace(MARKS, () => tableOf(rows));
}

function tableOf(rows: readonly Row[]): string {
  const head = ["| level | module | may import |", "| ----- | ------ | ---------- |"];
  return [...head, ...rows.map(lineOf)].join("\n");
}

function lineOf({ level, modules, may }: Row): string {
  const isCommon = COMMON.every((name) => may.includes(name));
  const others = isCommon ? may.filter((name) => !COMMON.includes(name)) : may;
  const names = [...(isCommon ? ["the common files"] : []), ...others.map(nameOf)];
  const allowed = names.length === 0 ? "nothing of ours" : names.join(", ");
  return `| ${level} | ${modules.map(code).join(", ")} | ${allowed} |`;
}

function nameOf(item: string): string {
  return item.startsWith("type ") ? `types of ${code(item.slice("type ".length))}` : code(item);
}

function code(name: string): string {
  return `\`${name}\``;
}
