import { tellNetworks } from "./lib/limits/client";
import { trustedProxies } from "./lib/limits/proxies";
import { storeChoice } from "./lib/store-choice";

/** Runs once as the server starts: what is set up wrongly ends it then, with a sentence. */
export function register(): void {
  try {
    storeChoice(process.env);
    tellNetworks(trustedProxies(process.env));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
