import { globSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deadLinksIn, pageOf } from "../harness/markdown.ts";

const root = join(import.meta.dirname, "../..");
const exclude = ["**/node_modules/**", "**/.next/**", "**/.data/**", "**/.docs-*/**"];
const pages = globSync(["**/*.md", ".github/**/*.md"], { cwd: root, exclude }).sort();

test("the pages of the repository are found, those of .github among them", () => {
  expect(pages).toEqual(
    expect.arrayContaining(["README.md", "docs/errors.md", ".github/pull_request_template.md"]),
  );
});

test.each(pages)("every relative link of %s leads to a file and a heading that exist", (page) => {
  expect(deadLinksIn(page, pageOf(page))).toEqual([]);
});

test("a link to a missing file or heading is found, and one in code is left alone", () => {
  const text = `# A page
[a](nowhere.md), [b](stores.md#nowhere), [c](#no-page), [d](stores.md#failover), [e](#a-page),
![f](lab.svg), [g](../README.md), [h](https://a.example/x), \`[i](nowhere.md)\`
\`\`\`md
[j](nowhere.md)
\`\`\``;
  const dead = ["nowhere.md", "stores.md#nowhere", "#no-page", "lab.svg"];
  expect(deadLinksIn("docs/a-page.md", text)).toEqual(dead);
});
