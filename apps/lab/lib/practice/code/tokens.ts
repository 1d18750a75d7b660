import { createHighlighterCore, type HighlighterCore, type ThemeRegistration } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";

/** A piece of code with one color. */
export interface Token {
  readonly text: string;
  /** A class of app/globals.css, or "" for the color of plain text. */
  readonly className: string;
}

/** The lines of a program. Each line is a list of tokens; an empty line has none. */
export type TokenLines = readonly (readonly Token[])[];

export type Language = "ts" | "tsx" | "json" | "http" | "bash" | "text";

/** The names of languages in Markdown fences, with the language that colors them. */
const NAMES: Readonly<Record<string, Language>> = {
  ts: "ts",
  typescript: "ts",
  js: "ts",
  javascript: "ts",
  tsx: "tsx",
  jsx: "tsx",
  json: "json",
  http: "http",
  bash: "bash",
  sh: "bash",
  shell: "bash",
};

const GRAMMARS = {
  ts: () => import("shiki/langs/typescript.mjs"),
  tsx: () => import("shiki/langs/tsx.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  http: () => import("shiki/langs/http.mjs"),
  bash: () => import("shiki/langs/bash.mjs"),
};

/**
 * The kinds of tokens, with the scopes of the grammars. The order matters where scopes are equally specific.
 * The policy of the pages forbids inline styles, so a kind is a class and no color.
 */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  "code-comment": ["comment", "punctuation.definition.comment"],
  "code-keyword": [
    "keyword.control",
    "keyword.operator.new",
    "keyword.operator.expression",
    "storage",
    "variable.language.this",
    "keyword.other.http",
    "http.requestmethod",
  ],
  "code-string": ["string", "punctuation.definition.string", "markup.fenced_code"],
  "code-constant": ["constant.numeric", "constant.language", "constant.character"],
  "code-function": ["entity.name.function", "support.function", "entity.name.tag"],
  "code-type": [
    "entity.name.type",
    "entity.other.inherited-class",
    "support.type.primitive",
    "support.type.property-name.json",
    "support.class",
    "entity.other.attribute-name",
    "support.variable.http",
  ],
  // A part of a template literal that is code again.
  "code-plain": ["meta.template.expression", "punctuation.definition.template-expression"],
};

const theme: ThemeRegistration = {
  name: "lab",
  type: "light",
  fg: "code-plain",
  bg: "code-plain",
  settings: Object.entries(SCOPES).map(([kind, scope]) => ({
    scope: [...scope],
    settings: { foreground: kind },
  })),
};

let made: Promise<HighlighterCore> | undefined;

async function highlighterFor(language: keyof typeof GRAMMARS): Promise<HighlighterCore> {
  made ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine(),
  });
  const highlighter = await made;
  // Each grammar is loaded with its first code, because some have 200 kB.
  if (!highlighter.getLoadedLanguages().includes(language)) {
    await highlighter.loadLanguage((await GRAMMARS[language]()).default);
  }
  return highlighter;
}

/** Returns the language of a Markdown fence. An unknown name is plain text. */
export function languageOf(name: string | undefined): Language {
  return (name !== undefined && NAMES[name.toLowerCase()]) || "text";
}

/** Splits code into colored tokens. The texts of a line together are the line, without its end. */
export async function tokensOf(code: string, language: Language): Promise<TokenLines> {
  const text = code.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  if (language === "text") {
    return text.split("\n").map((line) => (line === "" ? [] : [{ text: line, className: "" }]));
  }
  const highlighter = await highlighterFor(language);
  const lines = highlighter.codeToTokensBase(text, { lang: language, theme: "lab" });
  return lines.map((line) =>
    joinEqual(
      line.map(({ content, color }) => ({
        text: content,
        className: color === undefined || color === "code-plain" ? "" : color,
      })),
    ),
  );
}

/** Joins neighbours with one color, because each token is an element of the page. */
function joinEqual(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last?.className === token.className) {
      joined[joined.length - 1] = { ...last, text: last.text + token.text };
    } else joined.push(token);
  }
  return joined;
}
