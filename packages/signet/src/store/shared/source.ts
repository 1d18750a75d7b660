import type { FeedStore } from "../feed.ts";

/** What a store stands on, by which those on the same thing are told: an object, or its name. */
export type Source = object | string;

declare global {
  /** Of the process, because each copy of the library makes stores of its own. */
  var signetAuthSources: WeakMap<FeedStore, Source> | undefined;
}

/** Says that stores on this source have one feed. */
export function withSource<S extends FeedStore>(store: S, source: Source): S {
  globalThis.signetAuthSources ??= new WeakMap();
  globalThis.signetAuthSources.set(store, source);
  return store;
}

/** What a store stands on; the store itself where nothing was said. */
export function sourceOf(store: FeedStore): Source {
  return globalThis.signetAuthSources?.get(store) ?? store;
}
