import { headerOf, type RequestSource } from "./request-source.ts";

/**
 * Returns the address of the client, for limits of attempts; `null` if no trusted proxy names it. It is
 * the last one in `X-Forwarded-For`, which the nearest proxy has added: a client can send the others.
 *
 * @param trustProxy whether a proxy always sets the header.
 */
export function clientAddress(source: RequestSource, trustProxy: boolean): string | null {
  if (!trustProxy) return null;
  const last = headerOf(source, "x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  const address = last
    .replace(/^\[(.*)\](?::\d+)?$/, "$1")
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1");
  return /^[0-9a-f.:]{2,45}$/i.test(address) ? address.toLowerCase() : null;
}
