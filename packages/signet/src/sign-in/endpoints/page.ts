import type { MethodPage } from "../contract/outcome.ts";

/** Allows the inline style and forms to this site, and neither scripts nor other resources. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const STYLE =
  ":root{color-scheme:light dark}body{font:1.125rem/1.6 system-ui,sans-serif;max-width:34rem;margin:20vh auto 0;padding:0 1.25rem}h1{font-size:1.5rem}button,input{font:inherit;padding:.5rem 1.25rem}code{font-size:2rem;letter-spacing:.2em}";

/** Returns a small page without scripts. Its address may hold a secret, so no request names it. */
export function pageResponse(
  { title, text, code, action }: MethodPage,
  status: number,
  headers: Headers,
): Response {
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("content-security-policy", POLICY);
  // The page posts to this site only. With no-referrer its Origin would be null.
  headers.set("referrer-policy", "same-origin");
  headers.set("x-content-type-options", "nosniff");
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
${code === null ? "" : `<p><code>${escaped(code)}</code></p>\n`}${action === null ? "" : formOf(action)}</main>
</html>
`;
  return new Response(page, { status, headers });
}

function formOf({ url, label, fields, inputs }: NonNullable<MethodPage["action"]>): string {
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">\n`,
  );
  const typed = inputs.map(
    (input) =>
      `<p><label>${escaped(input.label)}<br><input type="password" name="${escaped(input.name)}" autocomplete="${input.autocomplete}" required></label></p>\n`,
  );
  return `<form method="post" action="${escaped(url)}">
${hidden.join("")}${typed.join("")}<button>${escaped(label)}</button>
</form>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
