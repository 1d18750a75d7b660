import { tellNetworks } from "./limits/client";
import { trustedProxies } from "./limits/proxies";
import { storeChoice } from "./store-choice";

/** Makes the server ready: what is set up wrongly ends it now, with a sentence. */
export function prepare(): void {
  try {
    storeChoice(process.env);
    tellNetworks(trustedProxies(process.env));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
