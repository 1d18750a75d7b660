/** Checks by `X-Forwarded-Proto` whether the browser uses https. Next.js sets the header when no proxy did. */
export function isHttpsRequest(headers: Pick<Headers, "get">): boolean {
  const schemes = (headers.get("x-forwarded-proto") ?? "").split(",").map((one) => one.trim());
  return schemes.find((one) => one !== "")?.toLowerCase() === "https";
}
