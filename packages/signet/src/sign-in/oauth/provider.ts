import { type KeyedMutex, keyedMutex } from "../../keyed-mutex.ts";
import type { TokenCodec } from "../../token/engine/codec.ts";
import type { EngineKeys } from "../../token/engine/keys.ts";
import { sealedCodec } from "../../token/engine/sealed-codec.ts";
import { type ProviderClient, providerClient } from "./client/client.ts";
import type { Settings } from "./options.ts";
import type { ProviderData } from "./provider-data.ts";

/** A provider that is ready for use by the operations of a method. */
export interface Provider {
  readonly data: ProviderData;
  readonly settings: Settings;
  readonly client: ProviderClient;
  /** Seals provider tokens at rest. */
  readonly tokens: TokenCodec;
  /** One refresh of a user's tokens at a time in this process, by user id. */
  readonly refreshing: KeyedMutex<string>;
  /** Seals what sign-out needs of a session at the provider. */
  readonly hints: TokenCodec;
}

/** Prepares a provider. Each kind of sealed text has a key of its own. */
export function prepareProvider(
  data: ProviderData,
  settings: Settings,
  keys: EngineKeys,
): Provider {
  return {
    data,
    settings,
    client: providerClient(data, settings),
    tokens: sealedCodec(keys, "oauth-tokens", "oauth-tokens"),
    refreshing: keyedMutex(),
    hints: sealedCodec(keys, "oauth-sign-out", "oauth-sign-out"),
  };
}
