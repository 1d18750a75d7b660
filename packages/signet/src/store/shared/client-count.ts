import { inDevelopment, warnOnce } from "../../warn.ts";

/** Clients of one server that a process may have before it is told; fewer may be meant. */
const MOST = 2;

declare global {
  /** The clients that stores were made on, and how many there were by what they lead to. */
  var signetAuthClients:
    | { readonly seen: WeakSet<object>; readonly counts: Map<string, number> }
    | undefined;
}

/**
 * Warns in development of a third client to the same server: it comes from a module that makes one
 * each time it runs, which in development is with every edit, and all of them keep their connections.
 *
 * @param where what the client leads to, without secrets; `null` where that is not known.
 * @param advice what to write instead.
 */
export function noticeClient(client: object, where: string | null, advice: string): void {
  if (where === null || !inDevelopment()) return;
  globalThis.signetAuthClients ??= { seen: new WeakSet(), counts: new Map() };
  const { seen, counts } = globalThis.signetAuthClients;
  if (seen.has(client)) return;
  seen.add(client);
  const count = (counts.get(where) ?? 0) + 1;
  counts.set(where, count);
  if (count <= MOST) return;
  warnOnce(
    `clients ${where}`,
    `A third client to ${where} was made in this process, and the others keep their connections: the module that makes it runs again with every edit, and once for pages, routes and the proxy each. ${advice}`,
  );
}
