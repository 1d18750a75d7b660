/** The `#channel` of the engine on other runtimes, which have no diagnostics channels. */
import type { Channel } from "./contract.ts";

export const readings: Channel | null = null;
