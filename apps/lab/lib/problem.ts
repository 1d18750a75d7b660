/** An answer in the words of RFC 9457. */
export function problem(
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
