/** The `#channel` of the engine on Node. */
import { channel } from "node:diagnostics_channel";
import { type Channel, READINGS } from "./contract.ts";

export const readings: Channel | null = channel(READINGS);
