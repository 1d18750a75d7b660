import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { clientAddress, networkOf, UNKNOWN } from "./network";

declare global {
  /** The header that carries a client's network, under a name that nobody outside can know. */
  var labNetworkHeader: string | undefined;
}

function header(): string {
  globalThis.labNetworkHeader ??= `x-lab-network-${randomBytes(16).toString("hex")}`;
  return globalThis.labNetworkHeader;
}

/**
 * Tells each request of this process from which network it comes. Next.js hands the peer's address to
 * nobody: it fills in `X-Forwarded-For`, but only where the client did not send one.
 *
 * @param proxies how many proxies of ours stand before the Lab.
 */
export function tellNetworks(proxies: number): void {
  subscribe("http.server.request.start", (message) => {
    if (!(message instanceof Object && "request" in message)) return;
    const { request } = message;
    if (!(request instanceof IncomingMessage)) return;
    const forwarded = request.headers["x-forwarded-for"];
    const address = clientAddress(request.socket.remoteAddress, forwarded, proxies);
    request.headers[header()] = networkOf(address);
  });
}

/** The network that a request comes from. */
export function networkFrom(headers: Pick<Headers, "get">): string {
  return headers.get(header()) ?? UNKNOWN;
}
