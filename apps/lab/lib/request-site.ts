/** Whether the browser came by https, as `X-Forwarded-Proto` tells. Next.js fills it in where no proxy did. */
export function cameByHttps(headers: Pick<Headers, "get">): boolean {
  const schemes = (headers.get("x-forwarded-proto") ?? "").split(",").map((one) => one.trim());
  return schemes.find((one) => one !== "")?.toLowerCase() === "https";
}
