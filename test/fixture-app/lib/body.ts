import type { NextApiRequest } from "next";

/** Returns the JSON body of a request. Next parses it only for the content type of JSON. */
export function bodyOf<Body>({ body }: NextApiRequest): Body {
  return typeof body === "string" ? JSON.parse(body) : body;
}
