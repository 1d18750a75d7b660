import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { clientAddress, networkOf, UNKNOWN } from "./network-address";

declare global {
  /** The header with the client's network. Its random name cannot be known outside of this process. */
  var labNetworkHeader: string | undefined;
}

function header(): string {
  globalThis.labNetworkHeader ??= `x-lab-network-${randomBytes(16).toString("hex")}`;
  return globalThis.labNetworkHeader;
}

/**
 * Adds a header with the client's network to each request of this process. Next.js does not give the
 * address of the peer to an app: it sets `X-Forwarded-For` only when the client did not send that header.
 *
 * @param proxies the number of trusted proxies in front of the Lab.
 */
export function addNetworkHeader(proxies: number): void {
  subscribe("http.server.request.start", (message) => {
    if (!(message instanceof Object && "request" in message)) return;
    const { request } = message;
    if (!(request instanceof IncomingMessage)) return;
    const forwarded = request.headers["x-forwarded-for"];
    const address = clientAddress(request.socket.remoteAddress, forwarded, proxies);
    request.headers[header()] = networkOf(address);
  });
}

/** Returns the network of the client that sent a request. */
export function clientNetwork(headers: Pick<Headers, "get">): string {
  return headers.get(header()) ?? UNKNOWN;
}
