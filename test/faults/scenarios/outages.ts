import { openStore } from "../../harness/open-store.ts";
import type { Environments } from "../environments/environment.ts";
import { type OutageReport, outage } from "./outage.ts";

export interface OutagesOptions {
  /** How long each fault lasts; milliseconds. */
  readonly during: number;
  /** Called after each fault. */
  readonly say?: (sentence: string) => void;
}

/** Injects the faults one after the other. Each environment's store is opened once for all its faults. */
export async function outages(
  { environments, untried }: Environments,
  { during, say = () => {} }: OutagesOptions,
): Promise<readonly OutageReport[]> {
  for (const sentence of untried) say(`NOT TRIED: ${sentence}`);
  const reports: OutageReport[] = [];
  for (const start of environments) {
    const environment = await start();
    const { store, close } = await openStore(environment.address);
    try {
      for (const fault of environment.faults) {
        const report = await outage(store, fault, during);
        reports.push(report);
        say(JSON.stringify(report));
      }
    } finally {
      await close();
      await environment.stop();
    }
  }
  return reports;
}
