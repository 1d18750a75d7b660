import { invalidConfig, type SignetError } from "../../errors.ts";
import type { FeedStore } from "../feed.ts";
import { lazyStore, type OpeningStore } from "./lazy-store.ts";
import { type Held, hold, letGo } from "./shared-handles.ts";
import { withSource } from "./source.ts";

/** How a maker of stores makes one of a URL. */
export interface ByUrl<Client> {
  /** The maker's name, as in `"postgresStore"`. */
  readonly maker: string;
  /** The clients that are open in this process. */
  readonly all: Map<string, Held<Promise<Client>>>;
  /** Makes a client; it need not connect yet. */
  open(url: string): Promise<Client>;
  close(client: Client): Promise<void>;
  storeOn(client: Client): FeedStore;
}

/**
 * A store on a client that the library opens on first use, once in a process however many stores name
 * the same URL.
 *
 * @param url of an environment variable, which `next build` need not have: the first use fails without.
 * @param options tells stores on one URL apart that keep different things.
 */
export function storeAt<Client>(
  url: string | undefined,
  options: string,
  { maker, all, open, close, storeOn }: ByUrl<Client>,
): OpeningStore {
  const store = lazyStore(async () => {
    if (!url) throw notSet(maker, url);
    const letGoOf = async () => {
      const client = await letGo(all, url);
      if (client !== null) await close(client);
    };
    try {
      const client = await hold(all, url, () => open(url));
      return { store: storeOn(client), close: letGoOf };
    } catch (error) {
      await letGoOf().catch(() => {});
      throw error;
    }
  });
  return url ? withSource(store, `${maker} ${url} ${options}`) : store;
}

function notSet(maker: string, url: string | undefined): SignetError {
  return invalidConfig(
    `${maker}() was given ${JSON.stringify(url)} in place of a URL: is the environment variable set?`,
  );
}
