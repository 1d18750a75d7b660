import type { PostgresPool } from "../../database/postgres/client.ts";
import { poolParts, whenPoolEnds } from "../../database/postgres/pools.ts";
import type { FeedStore } from "../feed.ts";
import type { OpeningStore } from "../shared/lazy-store.ts";
import { storeAt } from "../shared/store-at-url.ts";
import { hintsOn } from "./feed/hints.ts";

/** Creates a store on a pool that the library creates. */
export function storeAtUrl(
  url: string | undefined,
  options: string,
  storeOn: (pool: PostgresPool) => FeedStore,
): OpeningStore {
  return storeAt(url, options, poolParts("postgresStore"), (pool) => {
    whenPoolEnds(pool, hintsOn(pool).endWithPool);
    return storeOn(pool);
  });
}
