/** Returns a JSON response with cookies. No cache may store it, because it is about one user. */
export function json(body: object, setCookies: readonly string[] = []): Response {
  const response = Response.json(body, { headers: { "cache-control": "no-store" } });
  for (const cookie of setCookies) response.headers.append("set-cookie", cookie);
  return response;
}
