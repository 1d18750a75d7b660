import { openStore } from "../../harness/open-store.ts";
import type { Troubles } from "../troubles/trouble.ts";
import { type OutageReport, outage } from "./outage.ts";

export interface OutagesOptions {
  /** How long each fault lasts; milliseconds. */
  readonly during: number;
  /** Told after each fault. */
  readonly say?: (sentence: string) => void;
}

/** One fault after the other; the store is opened once for all that befalls it. */
export async function outages(
  { troubles, untried }: Troubles,
  { during, say = () => {} }: OutagesOptions,
): Promise<readonly OutageReport[]> {
  for (const sentence of untried) say(`NOT TRIED: ${sentence}`);
  const reports: OutageReport[] = [];
  for (const start of troubles) {
    const trouble = await start();
    const { store, close } = await openStore(trouble.address);
    try {
      for (const fault of trouble.faults) {
        const report = await outage(store, fault, during);
        reports.push(report);
        say(JSON.stringify(report));
      }
    } finally {
      await close();
      await trouble.stop();
    }
  }
  return reports;
}
