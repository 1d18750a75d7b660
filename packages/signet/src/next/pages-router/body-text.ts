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
  return new TextDecoder().decode(await streamed(request));
}

/**
 * Returns the body of a request to a Pages API route: its bytes, or the object that Next has parsed.
 * Returns `null` for a body of more than `mostBytes`.
 */
export async function bodyBytes(
  request: IncomingMessage & { body?: unknown },
  mostBytes: number,
): Promise<Uint8Array | object | null> {
  const { body } = request;
  const bytes =
    typeof body === "string" ? new TextEncoder().encode(body) : (body ?? (await streamed(request)));
  if (!(bytes instanceof Uint8Array)) return Object(bytes);
  return bytes.length > mostBytes ? null : bytes;
}

async function streamed(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    size += chunk.length;
    // One byte more than allowed shows that the body is too long.
    if (size > MAX_BYTES) break;
  }
  return Buffer.concat(chunks);
}
