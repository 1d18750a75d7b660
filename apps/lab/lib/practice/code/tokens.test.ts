import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type Language, languageOf, tokensOf } from "./tokens";

const styles = readFileSync(join(import.meta.dirname, "../../../app/globals.css"), "utf8");

const SAMPLES: Readonly<Record<Language, string>> = {
  ts: 'import { sign } from "jsonwebtoken";\n\n// An hour.\nconst token: string = sign({ id: 7 }, SECRET, { expiresIn: "1h" });',
  tsx: '<form action={save}><button type="submit">Hello {name}</button></form>',
  json: '{ "id": 7, "names": [true, null] }',
  http: "HTTP/1.1 200 OK\nSet-Cookie: session=abc; HttpOnly",
  bash: 'npm install signet-auth && echo "done" # a comment',
  text: "no colors\n\nhere",
};

it.each(Object.entries(SAMPLES))("The tokens of %s together are the code", async (name, code) => {
  const lines = await tokensOf(`${code}\n`, languageOf(name));
  expect(lines.map((line) => line.map(({ text }) => text).join("")).join("\n")).toBe(code);
});

it("The stylesheet has a color for each class of a token", async () => {
  const all = await Promise.all(
    Object.entries(SAMPLES).map(([name, code]) => tokensOf(code, languageOf(name))),
  );
  const classes = new Set(all.flat(2).map(({ className }) => className));
  expect([...classes].sort()).toEqual([
    "",
    "code-comment",
    "code-constant",
    "code-function",
    "code-keyword",
    "code-string",
    "code-type",
  ]);
  for (const name of classes) if (name !== "") expect(styles).toContain(`.${name} {`);
});

it("TypeScript has its keywords, strings, calls and types in classes of their own", async () => {
  const tokens = (await tokensOf(SAMPLES.ts, "ts")).flat();
  const classOf = (text: string) => tokens.find((token) => token.text === text)?.className;
  expect(["import", '"jsonwebtoken"', "// An hour.", "string", "sign", "7"].map(classOf)).toEqual([
    "code-keyword",
    "code-string",
    "code-comment",
    "code-type",
    "code-function",
    "code-constant",
  ]);
});

it("A name of a Markdown fence chooses the language, and an unknown name is plain text", () => {
  expect(["typescript", "JS", "sh", "rust", undefined].map(languageOf)).toEqual([
    "ts",
    "ts",
    "bash",
    "text",
    "text",
  ]);
});

const channel = (hex: string) => {
  const part = Number.parseInt(hex, 16) / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};
const luminance = (color: string) => {
  const [r = 0, g = 0, b = 0] = (color.match(/[0-9a-f]{2}/g) ?? []).map(channel);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
/** The contrast ratio of WCAG 2.2. */
const contrast = (one: string, other: string) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

it("Each color of code has a contrast of at least 4.5:1 in the light and the dark theme", () => {
  const themes = styles.split("@media (prefers-color-scheme: dark)");
  expect(themes).toHaveLength(2);
  for (const theme of themes) {
    const colorOf = (name: string) => theme.match(new RegExp(`--${name}: (#[0-9a-f]{6});`))?.[1];
    const colors = [...theme.matchAll(/--code-\w+: (#[0-9a-f]{6});/g)].map(([, color]) => color);
    expect(colors).toHaveLength(6);
    for (const ground of ["well", "card", "paper"].map(colorOf)) {
      for (const color of colors) {
        expect(contrast(color ?? "", ground ?? ""), `${color} on ${ground}`).toBeGreaterThan(4.5);
      }
    }
  }
});
