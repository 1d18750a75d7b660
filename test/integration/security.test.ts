import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pageOf, rowsOf, sectionOf } from "../harness/markdown.ts";

const page = pageOf("SECURITY.md");
const model = sectionOf(page, "Threat model");
const attackers = [...model.matchAll(/^### (.+)$/gm)].map(([, title = ""]) => title);

const namedIn = (text: string) => {
  const [, files = ""] = /^- \*\*Tests\.\*\* (.+)$/m.exec(text) ?? [];
  return [...files.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file);
};

describe("SECURITY.md", () => {
  test("answers for all four strategies in every row of the threat model", () => {
    const rows = rowsOf(model);
    expect(rows).toHaveLength(attackers.length);
    for (const row of rows) {
      expect(row).toHaveLength(5);
      expect(row).not.toContain("");
    }
  });

  test.each(attackers)("says of '%s' what is promised and what is not", (attacker) => {
    expect(rowsOf(model).map(([cell]) => cell?.toLowerCase())).toContainEqual(
      expect.stringContaining(attacker.toLowerCase()),
    );
    const section = sectionOf(page, attacker);
    expect(section).toMatch(/^- \*\*Promised\.\*\* /m);
    expect(section).toMatch(/^- \*\*Not promised\.\*\* /m);
  });

  test.each(attackers)("names tests for '%s' that exist", (attacker) => {
    const files = namedIn(sectionOf(page, attacker));
    expect(files).not.toEqual([]);
    for (const file of files) {
      expect([file, existsSync(join(import.meta.dirname, "../..", file))]).toEqual([file, true]);
    }
  });
});
