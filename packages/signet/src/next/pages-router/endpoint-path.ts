import type { NextApiRequest } from "next";

/**
 * Returns the segments that the catch-all parameter of the file matched. Next mixes the parameters of
 * the route with those of the query. So only a list counts with which the path of the address ends. With
 * `trailingSlash` of next.config the address ends with a slash.
 */
export function endpointPath({ url = "", query }: Pick<NextApiRequest, "url" | "query">): string[] {
  const [path = ""] = url.split("?", 1);
  const segments = path.replace(/\/$/, "").split("/").map(decoded);
  const isEnd = (list: readonly string[]) =>
    list.length > 0 && list.join("/") === segments.slice(-list.length).join("/");
  const lists = Object.values(query).filter((value) => Array.isArray(value));
  return lists.find(isEnd) ?? [];
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
