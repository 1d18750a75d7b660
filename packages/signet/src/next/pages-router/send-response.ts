import type { ServerResponse } from "node:http";

/** Headers that describe the content that a handler prepared before it failed. */
const OF_CONTENT = /^(?:content-|etag$|last-modified$|transfer-encoding$)/i;

/** Sends a web response, such as a problem, as the response of an API route or of a page. */
export async function sendResponse(target: ServerResponse, response: Response): Promise<void> {
  const body = await response.text();
  for (const name of target.getHeaderNames()) {
    if (OF_CONTENT.test(name)) target.removeHeader(name);
  }
  target.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name === "set-cookie") target.appendHeader(name, value);
    else target.setHeader(name, value);
  }
  target.end(body);
}
