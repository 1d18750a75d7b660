import { type Html, html, raw } from "./html.ts";
import { style } from "./style.ts";
import type { PageTheme } from "./theme.ts";

/** A page around its card. Bodies and classes have the names of next-auth's pages. */
export function pageDocument(
  title: string,
  kind: "signin" | "signout" | "error" | "verify-request",
  theme: PageTheme | undefined,
  card: Html,
): string {
  const scheme = theme?.colorScheme === "light" || theme?.colorScheme === "dark";
  const colors = scheme ? theme.colorScheme : "auto";
  const logo = theme?.logo && isImageUrl(theme.logo);
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${colors === "auto" ? "light dark" : colors}">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(style + themeStyle(theme))}</style>
</head>
<body class="__next-auth-theme-${colors}">
<main class="page"><div class="${kind}"><div class="card">
${logo && html`<img src="${theme.logo}" alt="Logo" class="logo">`}
${card}
</div></div></main>
</body>
</html>
`.html;
}

function themeStyle(theme: PageTheme | undefined): string {
  const brand = theme?.brandColor && asColor(theme.brandColor);
  const text = theme?.buttonText && asColor(theme.buttonText);
  return [
    brand ? `body{--brand-color:${brand};--on-brand:${textOn(brand)}}` : "",
    text ? `body{--button-text-color:${text}}` : "",
  ].join("");
}

const COLOR =
  /^(#[0-9a-f]{3,8}|[a-z]+|(rgba?|hsla?|hwb|(ok)?lab|(ok)?lch|color(-mix)?|light-dark)\([a-z0-9.,%/\s#+-]*\))$/i;

/** Returns a CSS color, or nothing for a text that could end the declaration or load an address. */
export function asColor(text: string): string | undefined {
  const color = text.trim();
  return COLOR.test(color) ? color : undefined;
}

/** Returns black or white, whichever is easier to read on a color of the form `#rrggbb`. Others get white. */
function textOn(color: string): string {
  const digits = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(color) ? color.slice(1) : "000";
  const pairs = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(pairs.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  // The relative luminance of WCAG 2.2. At 0.179 black and white have the same contrast.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}

/** Checks whether a URL can name an image. A URL of another scheme than these may run code. */
export function isImageUrl(url: string): boolean {
  const protocol = URL.parse(url, "https://site.invalid")?.protocol ?? "";
  return ["https:", "http:"].includes(protocol) || /^data:image\//i.test(url);
}
