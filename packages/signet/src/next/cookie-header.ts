/** Next's jar, as far as it is looked at. */
interface Jar {
  has(name: string): boolean;
  /** A cookie that the proxy expired is here without a value, whatever Next's types say. */
  getAll(): readonly { readonly name: string; readonly value: string | undefined }[];
}

/**
 * The cookie header as it would be if this request's own changes had come with it: what was set
 * replaces, what was deleted is left out. The rest stays as the browser sent it, because Next's jar
 * keeps one of two cookies with the same name, and the conflict would go unseen.
 */
export function cookieHeader(sent: string, jar: Jar): string {
  const pairs = sent.split(";").map(parsePair);
  const changed = jar
    .getAll()
    .filter((now) => !pairs.some(({ name, value }) => name === now.name && value === now.value));
  const kept = pairs.filter(
    ({ name }) => jar.has(name) && !changed.some((now) => now.name === name),
  );
  return [
    ...kept.map(({ text }) => text),
    ...changed.flatMap(({ name, value }) =>
      value ? `${name}=${encodeURIComponent(value.toWellFormed())}` : [],
    ),
  ].join("; ");
}

/** A pair of the header as it was sent, and with its value as Next's jar reads it. */
function parsePair(pair: string) {
  const text = pair.replace(/^[ \t]+/, "");
  const middle = text.indexOf("=");
  const name = middle === -1 ? text : text.slice(0, middle);
  return { text, name, value: middle === -1 ? "true" : decode(text.slice(middle + 1)) };
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
