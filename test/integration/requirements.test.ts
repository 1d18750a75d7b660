import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);
const lettered = (letter: string, last: number) => from(1, last).map((at) => `${letter}${at}`);

/** Returns the cells of each row of the tables of a text, without the heads. */
const rowsOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => /^\| (?!(?:id|asked|attack) )(?!-)/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );

/** Returns the rows of a table whose last column names tests. */
const testedRows = (text: string) =>
  rowsOf(text).map((cells) => ({
    id: cells[0] ?? "",
    tests: (cells.at(-1) ?? "").split("<br>"),
  }));

/** Returns the section of a page with a heading of the second level. */
const sectionOf = (page: string, heading: string) => {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`No section has the heading ${heading}.`);
  return section;
};

function expectTests(tests: readonly string[]) {
  for (const named of tests) {
    const [, file = "", name = ""] = /^`([\w./-]+)`: (.+)$/.exec(named) ?? [];
    expect(name, named).not.toBe("");
    expect(readFileSync(join(root, file), "utf8")).toContain(name);
  }
}

describe("docs/sessions-requirements.md", () => {
  const rows = testedRows(readFileSync(join(root, "docs/sessions-requirements.md"), "utf8"));

  test("every requirement on sessions and cookies has a row in docs/sessions-requirements.md, in order", () => {
    const numbers = [...from(1, 16), 18, ...from(20, 31), 44, 49, 50].map(String);
    const field = [1, 2, 3, 4, 5, 6, 7, 10, 11, 15, 18, 19, 27, 30].map((number) => `F${number}`);
    const nextAuth = [...[6, 7, 10, 11, 13, 15].map((number) => `N${number}`), ...lettered("P", 5)];
    const all = [...numbers, ...lettered("R", 8), ...field, ...nextAuth];
    expect(rows.map(({ id }) => id)).toEqual(all);
  });

  test.each(rows)("the tests that docs/sessions-requirements.md names for $id exist", ({ tests }) =>
    expectTests(tests),
  );
});

describe("docs/sign-in-requirements.md", () => {
  const page = readFileSync(join(root, "docs/sign-in-requirements.md"), "utf8");
  const [required = "", others = ""] = page.split(/^(?=## In place of next-auth$)/m);
  const rows = testedRows(required);
  const nextAuth = testedRows(sectionOf(others, "In place of next-auth"));
  const attacks = testedRows(sectionOf(others, "Attacks"));
  const factors = testedRows(sectionOf(others, "Factors and impersonation"));
  const chapters = ["chapter 6: authentication", "chapter 10: OAuth and OIDC"].map((chapter) =>
    rowsOf(sectionOf(others, `ASVS 5.0, ${chapter}`)),
  );
  const ids = [
    ...lettered("P", 10),
    ...lettered("O", 16),
    ...lettered("W", 8),
    ...lettered("E", 9),
    ...lettered("T", 7),
    ...lettered("L", 7),
    ...lettered("R", 7),
  ];

  test("every requirement on sign-in has a row in docs/sign-in-requirements.md, in order", () => {
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  test("docs/sign-in-requirements.md has no line without a test but T7, and L3 of the next-auth drop-in", () => {
    const untested = (of: typeof rows) =>
      of.filter(({ tests }) => tests.join() === "no test").map(({ id }) => id);
    expect(untested(rows)).toEqual(["T7"]);
    expect(untested(nextAuth)).toEqual(["L3"]);
  });

  const tested = [...rows, ...nextAuth, ...factors].filter(({ tests }) => tests[0] !== "no test");
  test.each(tested)(
    "the tests that docs/sign-in-requirements.md names for $id exist",
    ({ tests }) => expectTests(tests),
  );

  test("docs/sign-in-requirements.md has a row for each class of attack on sign-in", () => {
    const named = attacks.map(({ id }) => id).join("\n");
    for (const attack of [
      "Mixed-up issuers",
      "Stolen or swapped state",
      "Replayed code",
      "Swapped nonce",
      "Login CSRF",
      "Open redirect",
      "Classic-federated merge",
      "Unexpired session",
      "Trojan identifier",
      "Unexpired e-mail change",
      "Non-verifying provider",
      "A link is completed for another account",
      "Scanner prefetch",
      "Enumeration by time",
      "Brute force over many addresses",
    ]) {
      expect(named).toContain(attack);
    }
  });

  test.each(attacks)(
    "the tests that docs/sign-in-requirements.md names for this attack exist: $id",
    ({ tests }) => expectTests(tests),
  );

  test("every line of ASVS 5.0, chapters 6 and 10, is in docs/sign-in-requirements.md, in order", () => {
    const lines = (section: string, last: number) => from(1, last).map((at) => `${section}.${at}`);
    const lengths = [3, 12, 8, 6, 8, 4, 2, 4];
    expect(chapters.map((lines) => lines.map(([id]) => id))).toEqual([
      lengths.flatMap((last, at) => lines(`6.${at + 1}`, last)),
      [
        ...lines("10.1", 2),
        ...lines("10.2", 3),
        "10.3",
        "10.4",
        ...lines("10.5", 5),
        "10.6",
        "10.7",
      ],
    ]);
  });

  test.each(chapters.flat())(
    "the state, rows and tests that docs/sign-in-requirements.md names for ASVS %s exist",
    (...cells) => {
      const [, , , state = "", , see = ""] = cells;
      const states = ["kept", "kept in part", "not kept", "does not apply", "the application's"];
      expect(states).toContain(state);
      if (see === "–") return expect(state).not.toMatch(/^kept/);
      for (const named of see.split("<br>")) {
        if (named.startsWith("`")) expectTests([named]);
        else for (const id of named.split(", ")) expect(ids).toContain(id);
      }
    },
  );
});
