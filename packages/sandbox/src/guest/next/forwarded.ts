/** Returns the headers that Next's server adds to each request. */
export function forwardedHeaders(url: URL): Record<string, string> {
  const scheme = url.protocol.slice(0, -1);
  return {
    "x-forwarded-host": url.host,
    "x-forwarded-port": url.port === "" ? (scheme === "https" ? "443" : "80") : url.port,
    "x-forwarded-proto": scheme,
    "x-forwarded-for": "127.0.0.1",
  };
}
