import { stringifyCookie } from "cookie";

/** Next's jar, as far as it is looked at. */
interface Jar {
  has(name: string): boolean;
  getAll(): readonly { readonly name: string; readonly value: string }[];
}

/**
 * The cookie header as it would be if this request's own changes had come with it: what was set
 * replaces, what was deleted is left out. The rest stays as the browser sent it, because Next's jar
 * keeps one of two cookies with the same name, and the conflict would go unseen.
 */
export function cookieHeader(sent: string, jar: Jar): string {
  const sentPairs = sent.split(";").map((pair) => pair.trim());
  const changed = new Map<string, string>();
  for (const { name, value } of jar.getAll()) {
    const pair = stringifyCookie({ [name]: value });
    if (!sentPairs.includes(pair)) changed.set(name, pair);
  }
  const kept = sentPairs.filter((pair) => {
    const name = pair.split("=", 1)[0] ?? "";
    return jar.has(name) && !changed.has(name);
  });
  return [...kept, ...changed.values()].join("; ");
}
