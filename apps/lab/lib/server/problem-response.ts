/** Creates an `application/problem+json` response (RFC 9457). */
export function problemResponse(
  status: number,
  error: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(
    { type: "about:blank", title: error, status, error, detail },
    {
      status,
      headers: {
        ...headers,
        "content-type": "application/problem+json",
        "cache-control": "no-store",
      },
    },
  );
}
