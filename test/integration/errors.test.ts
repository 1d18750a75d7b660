import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { isTest, readSources, type Source } from "../architecture/sources.ts";
import { nodesOf, type SyntaxNode } from "../architecture/syntax.ts";
import { pageOf, rowsOf, sectionOf } from "../harness/markdown.ts";

const folder = join(import.meta.dirname, "../../packages/signet/src");
const sources = readSources(folder, "**/*.ts").filter((source) => !isTest(source));
const page = pageOf("docs/errors.md");

/** Returns the column of a table under a heading; code without its backticks, links without their target. */
function columnOf(title: string, at: number): string[] {
  return rowsOf(sectionOf(page, title)).map((row) => (row[at] ?? "").replaceAll("`", ""));
}

function named(node: SyntaxNode): string {
  return (node["id"] as { name?: string } | null)?.name ?? "";
}

/** Finds the one source that declares a type, wherever it lies, and the members of that union of texts. */
function unionOf(name: string): { source: Source; members: string[] } {
  const found = sources.flatMap((source) =>
    source.text.includes(`type ${name} =`)
      ? nodesOf(source)
          .filter((node) => node.type === "TSTypeAliasDeclaration" && named(node) === name)
          .map((node) => ({ source, members: textsOf(node["typeAnnotation"] as SyntaxNode) }))
      : [],
  );
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) throw new Error(`${name} is declared once.`);
  return only;
}

function textsOf(union: SyntaxNode): string[] {
  return (union["types"] as { literal: { value: string } }[]).map(({ literal }) => literal.value);
}

interface Thrown {
  readonly name: string;
  readonly base: string;
}

function errorClasses(): Thrown[] {
  return sources
    .filter(({ text }) => text.includes("Error"))
    .flatMap(nodesOf)
    .filter((node) => node.type === "ClassDeclaration")
    .map((node) => ({
      name: named(node),
      base: (node["superClass"] as { name?: string } | null)?.name ?? "",
    }))
    .filter(({ base }) => base.endsWith("Error"));
}

describe("docs/errors.md", () => {
  const { members } = unionOf("SignetErrorCode");

  test("has one row for each code of SignetErrorCode, and no other", () => {
    expect(members.length).toBeGreaterThan(20);
    const shown = [...columnOf("Errors of the engine", 0), ...columnOf("Errors of tokens", 0)];
    expect(shown.toSorted()).toEqual(members.toSorted());
  });

  test("gives a cause and a remedy in every row", () => {
    for (const row of rowsOf(page)) for (const cell of row) expect([row, cell]).not.toContain("");
  });

  test("names every class of error that the library declares, and no other", () => {
    const declared = errorClasses().map(({ name, base }) => `${name} extends ${base}`);
    const shown = rowsOf(sectionOf(page, "Classes")).map(([name = "", base = ""]) =>
      `${name} extends ${base}`.replaceAll("`", ""),
    );
    expect(shown.toSorted()).toEqual(declared.toSorted());
  });

  test("has one row for each reason of a reading that is rejected", () => {
    const reasons = unionOf("RejectionReason").members;
    expect(columnOf("Reasons of a reading", 0).toSorted()).toEqual(reasons.toSorted());
  });

  test("has one row for each refusal over HTTP, with its status, its error and its challenge", async () => {
    const { source, members: problems } = unionOf("Problem");
    const { problemResponse } = await import(pathToFileURL(join(folder, source.path)).href);
    const answers = await Promise.all(
      problems.map(async (problem) => {
        const response: Response = problemResponse(problem);
        const { error } = await response.json();
        const challenge = response.headers.get("www-authenticate") ?? "none";
        return [response.status, error, challenge.split(",", 1)[0]].join(" · ");
      }),
    );
    const shown = rowsOf(sectionOf(page, "Answers over HTTP")).map((row) =>
      row.slice(0, 3).join(" · ").replaceAll("`", ""),
    );
    expect(shown.toSorted()).toEqual(answers.toSorted());
  });
});
