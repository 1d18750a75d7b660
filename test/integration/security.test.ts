import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pageOf, rowsOf, sectionOf } from "../harness/markdown.ts";

const page = pageOf("SECURITY.md");
const model = sectionOf(page, "Threat model");
const attackers = [...model.matchAll(/^### (.+)$/gm)].map(([, title = ""]) => title);

const requirements = rowsOf(pageOf("docs/sessions-requirements.md")).map(([id]) => id);

const signIn = sectionOf(page, "Sign-in");
const signInAttackers = [...signIn.matchAll(/^### (.+)$/gm)].map(([, title = ""]) => title);
const signInRequirements = rowsOf(pageOf("docs/sign-in-requirements.md")).map(([id]) => id);

/** Returns what a section says of its tests: the files, and the rows of the table of requirements. */
function namedIn(section: string) {
  const [, files = "", rows = ""] = /^- \*\*Tests\.\*\* (.+); rows? (.+)$/m.exec(section) ?? [];
  return {
    files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file),
    rows: rows.match(/[A-Z]?\d+/g) ?? [],
  };
}

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

  test("has a chapter about sign-in with several attackers", () => {
    expect(signInAttackers.length).toBeGreaterThan(5);
  });

  test.each(signInAttackers)(
    "says of sign-in what is promised against one who '%s'",
    (attacker) => {
      const section = sectionOf(page, attacker);
      expect(section).toMatch(/^- \*\*Promised\.\*\* /m);
      expect(section).toMatch(/^- \*\*Not promised\.\*\* /m);
    },
  );

  test.each([
    ...attackers.map((attacker) => [attacker, requirements] as const),
    ...signInAttackers.map((attacker) => [attacker, signInRequirements] as const),
  ])("names tests and requirements for '%s' that exist", (attacker, known) => {
    const { files, rows } = namedIn(sectionOf(page, attacker));
    expect(files).not.toEqual([]);
    for (const file of files) {
      expect([file, existsSync(join(import.meta.dirname, "../..", file))]).toEqual([file, true]);
    }
    expect(rows).not.toEqual([]);
    expect(known).toEqual(expect.arrayContaining(rows));
  });
});
