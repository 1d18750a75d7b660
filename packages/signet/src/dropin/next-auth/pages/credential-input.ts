import { type Html, html, raw } from "./html.ts";

/**
 * Returns a field of a form with its label. The members of `input` become attributes, and may replace
 * the default ones, as in next-auth 4.
 */
export function credentialInput(provider: string, field: string, input: object): Html {
  const id = `input-${field}-for-${provider}-provider`;
  const { label = field, ...given }: Record<string, unknown> = { ...input };
  const attributes = new Map<string, string | true>([
    ["name", field],
    ["id", id],
    ["type", "text"],
    ["placeholder", ""],
  ]);
  for (const [name, value] of Object.entries(given)) {
    const attribute = attributeOf(name, value);
    if (attribute) attributes.set(...attribute);
  }
  if (!attributes.has("autocomplete")) {
    const hint = autocomplete(field, attributes.get("type"));
    if (hint) attributes.set("autocomplete", hint);
  }
  const written = [...attributes].map(([name, value]) =>
    value === true ? raw(` ${name}`) : html` ${raw(name)}="${value}"`,
  );
  return html`<div>
<label class="section-header" for="${String(attributes.get("id"))}">${String(label)}</label>
<input${written}>
</div>
`;
}

/** Attributes that would run code, or send the form to another address. */
const REFUSED = /^(?:on|form)|^style$/;

/** Returns the HTML attribute of a member with the name that React gives it, or nothing. */
function attributeOf(member: string, value: unknown): [string, string | true] | undefined {
  const name = member === "className" ? "class" : member.toLowerCase();
  if (!/^[a-z][a-z-]*$/.test(name) || REFUSED.test(name)) return undefined;
  if (value === true) return [name, name.startsWith("aria-") ? "true" : true];
  if (value === false && name.startsWith("aria-")) return [name, "false"];
  return typeof value === "string" || typeof value === "number" ? [name, `${value}`] : undefined;
}

/** Returns the purpose of a field for password managers. */
function autocomplete(field: string, type: string | true | undefined): string | undefined {
  if (type === "password") return "current-password";
  return type === "email" || /^(?:e-?mail|user-?_?name|login)$/i.test(field)
    ? "username"
    : undefined;
}
