import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Returns the text of a page of the repository; `path` is relative to the root. */
export function pageOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Returns what stands under a heading of any level, up to the next heading of that level or above. */
export function sectionOf(text: string, title: string): string {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === title);
  if (start < 0) throw new Error(`There is no heading "${title}".`);
  const depth = lines[start]?.indexOf(" ") ?? 0;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(" ") <= depth);
  return rest.slice(0, end < 0 ? undefined : end).join("\n");
}

/** Returns the cells of every table row of a text, without the rows of column titles. */
export function rowsOf(text: string): string[][] {
  const lines = text.split("\n");
  const isRule = (line: string | undefined) => /^\|[ :|-]+\|$/.test(line ?? "");
  return lines
    .filter((line, at) => line.startsWith("|") && !isRule(line) && !isRule(lines[at + 1]))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}

/** Returns the targets of the links and images of a Markdown text; code is left out. */
export function linksOf(text: string): string[] {
  const prose = text.replace(/^(```+).*?^\1$/gms, "").replace(/`[^`\n]*`/g, "");
  const inline = [...prose.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]: +(\S+)/gm)];
  return [...inline, ...references].map(([, target = ""]) => target);
}

/** Returns the names by which GitHub links to the headings of a Markdown text. */
function anchorsOf(text: string): string[] {
  const prose = text.replace(/^(```+).*?^\1$/gms, "");
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Checks whether a link leads out of the repository or package: to a site or a mail address. */
export function isAbsolute(link: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(link);
}

/**
 * Returns the relative links of a page that lead to no file of the repository, or to no heading of a page.
 *
 * @param path where the page lies, or would lie, from the root of the repository.
 */
export function deadLinksIn(path: string, text: string): string[] {
  return linksOf(text)
    .filter((link) => !isAbsolute(link))
    .filter((link) => {
      const [file = "", anchor] = link.split("#", 2);
      const target = file === "" ? path : join(dirname(path), decodeURIComponent(file));
      if (target !== path && !existsSync(join(root, target))) return true;
      if (anchor === undefined || !target.endsWith(".md")) return false;
      return !anchorsOf(target === path ? text : pageOf(target)).includes(anchor);
    });
}
