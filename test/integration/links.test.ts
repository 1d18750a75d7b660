import { globSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deadLinksIn } from "../harness/markdown.ts";

const root = join(import.meta.dirname, "../..");
const exclude = ["**/node_modules/**", "**/.next/**", "**/.data/**", "**/.docs-*/**"];
const pages = globSync(["**/*.md", ".github/**/*.md"], { cwd: root, exclude }).sort();

test("the pages of the repository are found, those of .github among them", () => {
  expect(pages).toEqual(
    expect.arrayContaining(["README.md", "docs/errors.md", ".github/pull_request_template.md"]),
  );
});

test.each(pages)("every relative link of %s leads to a file and a heading that exist", (page) => {
  expect(deadLinksIn(page)).toEqual([]);
});
