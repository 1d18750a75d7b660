import { inDevelopment, warnOnce } from "../../warn.ts";

/** Number of clients of one server that a process may make without a warning. */
const MOST_CLIENTS = 2;

declare global {
  /** The clients that were passed to stores, and how many of them lead to each address. */
  var signetAuthClients:
    | { readonly seen: WeakSet<object>; readonly counts: Map<string, number> }
    | undefined;
}

/**
 * Counts the clients of each server, and warns in development about the third one. Such a client comes
 * from a module that makes a client each time it runs. In development a module runs again after each
 * edit, and the former clients keep their connections.
 *
 * @param address The server or file of the client, without secrets; `null` if it is unknown.
 * @param advice The code to write instead.
 */
export function countClient(client: object, address: string | null, advice: string): void {
  if (address === null || !inDevelopment()) return;
  globalThis.signetAuthClients ??= { seen: new WeakSet(), counts: new Map() };
  const { seen, counts } = globalThis.signetAuthClients;
  if (seen.has(client)) return;
  seen.add(client);
  const count = (counts.get(address) ?? 0) + 1;
  counts.set(address, count);
  if (count <= MOST_CLIENTS) return;
  warnOnce(
    `clients ${address}`,
    `This process made a third client to ${address}, and the former clients keep their connections. The module that makes the client runs again with every edit, and once each for pages, routes and the proxy. ${advice}`,
  );
}
