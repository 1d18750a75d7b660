/** What the engine takes from `#channel` everywhere but on Node, which alone has such channels. */
import type { Channel } from "./contract.ts";

export const readings: Channel | null = null;
