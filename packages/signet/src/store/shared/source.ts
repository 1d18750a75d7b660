import type { FeedStore } from "../feed.ts";

/** The database behind a store: its client or handle, or a name. Stores with the same source share one feed. */
export type Source = object | string;

declare global {
  /** Belongs to the process, because each bundled copy of the library makes its own stores. */
  var signetAuthSources: WeakMap<FeedStore, Source> | undefined;
}

/** Records the source of a store, and returns the store. */
export function withSource<S extends FeedStore>(store: S, source: Source): S {
  globalThis.signetAuthSources ??= new WeakMap();
  globalThis.signetAuthSources.set(store, source);
  return store;
}

/** Returns the source of a store, or the store itself if no source was recorded. */
export function sourceOf(store: FeedStore): Source {
  return globalThis.signetAuthSources?.get(store) ?? store;
}
