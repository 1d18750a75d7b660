import type { Theme } from "../session-types.ts";

/** Returns the text of a mail with a sign-in link, as next-auth 4 writes it. */
export function mailText(url: string, host: string): string {
  return `Sign in to ${host}\n${url}\n\n`;
}

/**
 * Returns the HTML of a mail with a sign-in link, as next-auth 4 writes it. The host contains zero-width
 * spaces, so that mail programs show no second link.
 */
export function mailHtml(url: string, host: string, theme: Theme): string {
  const shownHost = escaped(host).replaceAll(".", "&#8203;.");
  const brand = escaped(theme.brandColor || "#346df1");
  const text = escaped(theme.buttonText || "#fff");
  return `
<body style="background: #f9f9f9;">
  <table width="100%" border="0" cellspacing="20" cellpadding="0"
    style="background: #fff; max-width: 600px; margin: auto; border-radius: 10px;">
    <tr>
      <td align="center"
        style="padding: 10px 0px; font-size: 22px; font-family: Helvetica, Arial, sans-serif; color: #444;">
        Sign in to <strong>${shownHost}</strong>
      </td>
    </tr>
    <tr>
      <td align="center" style="padding: 20px 0;">
        <table border="0" cellspacing="0" cellpadding="0">
          <tr>
            <td align="center" style="border-radius: 5px;" bgcolor="${brand}"><a href="${escaped(url)}"
                target="_blank"
                style="font-size: 18px; font-family: Helvetica, Arial, sans-serif; color: ${text}; text-decoration: none; border-radius: 5px; padding: 10px 20px; border: 1px solid ${brand}; display: inline-block; font-weight: bold;">Sign
                in</a></td>
          </tr>
        </table>
      </td>
    </tr>
    <tr>
      <td align="center"
        style="padding: 0px 0px 10px 0px; font-size: 16px; line-height: 22px; font-family: Helvetica, Arial, sans-serif; color: #444;">
        If you did not request this email you can safely ignore it.
      </td>
    </tr>
  </table>
</body>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
