import { addNetworkHeader } from "../rate-limit/client-network";
import { trustedProxies } from "../rate-limit/trusted-proxies";
import { storeChoice } from "../store/store-choice";

/** Checks the environment variables at the start. Ends the process with an error message when one is invalid. */
export function checkEnvironment(): void {
  try {
    storeChoice(process.env);
    addNetworkHeader(trustedProxies(process.env));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
