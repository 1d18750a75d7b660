import { asColor, isImageUrl } from "./document.ts";
import { type Html, html, raw } from "./html.ts";

/** The looks of the button of an OAuth provider. */
export interface ButtonStyle {
  readonly logo?: string | undefined;
  readonly logoDark?: string | undefined;
  readonly bg?: string | undefined;
  readonly bgDark?: string | undefined;
  readonly text?: string | undefined;
  readonly textDark?: string | undefined;
}

/** Returns the button of an OAuth provider. Logos of next-auth's own site are not loaded. */
export function providerButton(name: string, style: ButtonStyle | undefined): Html {
  const { logo = "", bg = "", text = "" } = style ?? {};
  const { logoDark = logo, bgDark = bg, textDark = text } = style ?? {};
  return html`<button type="submit" class="button"${colors({ bg, text, bgDark, textDark })}>
${image(logo, "provider-logo")}${image(logoDark, "provider-logo-dark")}
<span>Sign in with ${name}</span>
</button>`;
}

function colors(values: Record<"bg" | "text" | "bgDark" | "textDark", string>): Html | false {
  const names = {
    bg: "--provider-bg",
    text: "--provider-color",
    bgDark: "--provider-dark-bg",
    textDark: "--provider-dark-color",
  } as const;
  const given = Object.entries(names).flatMap(([member, property]) => {
    const color = asColor(values[member as keyof typeof names]);
    return color === undefined ? [] : [`${property}:${color}`];
  });
  // Only checked colors are in the style.
  return given.length > 0 && html` style="${raw(given.join(";"))}"`;
}

function image(url: string, id: string): Html | false {
  // A path names a picture on next-auth's own site, and each sign-in would be reported there.
  if (url === "" || url.startsWith("/") || !isImageUrl(url)) return false;
  return html`<img loading="lazy" height="24" width="24" class="${id}" src="${url}" alt="">`;
}
