/**
 * Returns the body of a request; `null` for one of more than `mostBytes`. It stops there, because anyone can
 * send a body without an end.
 */
export async function readBody(
  { body, headers }: Request,
  mostBytes: number,
): Promise<Uint8Array | null> {
  if (Number(headers.get("content-length") ?? 0) > mostBytes) return null;
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > mostBytes) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
