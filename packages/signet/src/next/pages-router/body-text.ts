import type { IncomingMessage } from "node:http";

/** The longest body that is read; bytes. Next's own parser has a limit of 1 MB. */
const MAX_BYTES = 65_536;

/**
 * Returns the body of a request to a Pages API route as text. Next has parsed it, or the route has
 * `bodyParser: false` and the body is still a stream. A body that is too long ends after
 * {@link MAX_BYTES}, so that it is not valid JSON.
 */
export async function bodyText(request: IncomingMessage & { body?: unknown }): Promise<string> {
  const { body } = request;
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  if (body !== undefined) return JSON.stringify(body);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}
