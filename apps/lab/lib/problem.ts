/** An answer in the words of RFC 9457. */
export function problem(status: number, error: string, detail: string): Response {
  return Response.json(
    { type: "about:blank", title: error, status, error, detail },
    {
      status,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    },
  );
}
