import { invalidConfig, type SignetError } from "../../errors.ts";
import type { Opened } from "./lazy.ts";
import { acquire, release, type SharedHandle } from "./shared-handles.ts";

/** How to create and close the client of a database. */
export interface ClientParts<Client> {
  /** The name of the published function, such as `"postgresStore"`. */
  readonly maker: string;
  /** The open clients of this process, by URL. */
  readonly all: Map<string, SharedHandle<Promise<Client>>>;
  /** Creates a client. It may connect later. */
  open(url: string): Promise<Client>;
  close(client: Client): Promise<void>;
}

/**
 * Opens the client of a URL, or takes the open one of this process, and makes something on it.
 *
 * @param url The value of an environment variable. `undefined` and `""` fail here and not when the store is
 *   made, because `next build` may run without the variable.
 */
export async function openAtUrl<Client, T>(
  url: string | undefined,
  { maker, all, open, close }: ClientParts<Client>,
  make: (client: Client) => T,
): Promise<Opened<T>> {
  if (!url) throw notSet(maker, url);
  const releaseClient = async () => {
    const client = await release(all, url);
    if (client !== null) await close(client);
  };
  try {
    const client = await acquire(all, url, () => open(url));
    return { value: make(client), close: releaseClient };
  } catch (error) {
    await releaseClient().catch(() => {});
    throw error;
  }
}

function notSet(maker: string, url: string | undefined): SignetError {
  return invalidConfig(
    `${maker}() got ${JSON.stringify(url)} and needs a URL. Check that the environment variable is set.`,
  );
}
