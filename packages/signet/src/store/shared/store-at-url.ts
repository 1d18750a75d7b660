import { invalidConfig, type SignetError } from "../../errors.ts";
import type { FeedStore } from "../feed.ts";
import { lazyStore, type OpeningStore } from "./lazy-store.ts";
import { acquire, release, type SharedHandle } from "./shared-handles.ts";
import { withSource } from "./source.ts";

/** The parts of a store on a URL that depend on the database. */
export interface UrlStoreParts<Client> {
  /** The name of the published function, such as `"postgresStore"`. */
  readonly maker: string;
  /** The open clients of this process, by URL. */
  readonly all: Map<string, SharedHandle<Promise<Client>>>;
  /** Creates a client. It may connect later. */
  open(url: string): Promise<Client>;
  close(client: Client): Promise<void>;
  storeOn(client: Client): FeedStore;
}

/**
 * Creates a store whose client the library opens on first use. All stores of a process with the same URL
 * share one client.
 *
 * @param url The value of an environment variable. `undefined` and `""` fail at the first use and not
 *   here, because `next build` may run without the variable.
 * @param options The store's options as text. Stores with the same URL and the same options share a feed.
 */
export function storeAt<Client>(
  url: string | undefined,
  options: string,
  { maker, all, open, close, storeOn }: UrlStoreParts<Client>,
): OpeningStore {
  const store = lazyStore(async () => {
    if (!url) throw notSet(maker, url);
    const releaseClient = async () => {
      const client = await release(all, url);
      if (client !== null) await close(client);
    };
    try {
      const client = await acquire(all, url, () => open(url));
      return { store: storeOn(client), close: releaseClient };
    } catch (error) {
      await releaseClient().catch(() => {});
      throw error;
    }
  });
  return url ? withSource(store, `${maker} ${url} ${options}`) : store;
}

function notSet(maker: string, url: string | undefined): SignetError {
  return invalidConfig(
    `${maker}() got ${JSON.stringify(url)} and needs a URL. Check that the environment variable is set.`,
  );
}
