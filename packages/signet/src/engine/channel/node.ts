/** What the engine takes from `#channel` where it runs on Node. */
import { channel } from "node:diagnostics_channel";
import { type Channel, READINGS } from "./contract.ts";

export const readings: Channel | null = channel(READINGS);
