import type { ProxyMode, TcpProxy } from "../../harness/proxy.ts";
import type { Fault } from "../scenarios/outage.ts";

const MODES: Readonly<Record<string, ProxyMode>> = {
  "50 ms late": { kind: "slow", by: 50 },
  "30 s late": { kind: "slow", by: 30_000 },
  silent: { kind: "silent" },
  refused: { kind: "refused" },
  "cut in the middle": { kind: "cut", after: 100 },
};

/** Returns the faults of the network between an application and its server. */
export function networkFaults(proxy: TcpProxy): Fault[] {
  return Object.entries(MODES).map(([name, mode]) => ({
    name,
    begin: () => proxy.set(mode),
    end: () => proxy.set({ kind: "open" }),
  }));
}
