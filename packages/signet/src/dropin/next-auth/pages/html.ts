/** HTML that is safe to send. Only `html` and `raw` make it. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | null | undefined | false | readonly Part[];

/** Builds HTML from a template. Escapes every value, except HTML that this function made. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const written = parts.map((part, at) => toText(part) + (texts[at + 1] ?? ""));
  return { html: (texts[0] ?? "") + written.join("") };
}

/** Marks a text as HTML. Use it only for texts of this library. */
export function raw(text: string): Html {
  return { html: text };
}

function toText(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (isList(part)) return part.map(toText).join("");
  return typeof part === "object" ? part.html : escapeHtml(String(part));
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes a text for an element or for an attribute in quotation marks. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPED[character] ?? "");
}
