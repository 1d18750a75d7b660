import { type ClientParts, openAtUrl } from "../../database/shared/client-at-url.ts";
import type { FeedStore } from "../feed.ts";
import { lazyStore, type OpeningStore } from "./lazy-store.ts";
import { withSource } from "./source.ts";

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
  parts: ClientParts<Client>,
  storeOn: (client: Client) => FeedStore,
): OpeningStore {
  const store = lazyStore(() => openAtUrl(url, parts, storeOn));
  return url ? withSource(store, `${parts.maker} ${url} ${options}`) : store;
}
