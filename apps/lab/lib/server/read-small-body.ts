/** Reads the body of a request as text. Returns `null` as soon as it has more than `most` bytes. */
export async function readSmallBody(request: Request, most: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Returns the object in a JSON text, or `null` for any other text. */
export function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/** Checks whether the body of a request is JSON. A form of another site cannot send JSON. */
export function isJson(request: Request): boolean {
  return /^application\/json(?:;|$)/i.test(request.headers.get("content-type") ?? "");
}
