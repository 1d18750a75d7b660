import type { TcpProxy, Way } from "../../harness/proxy.ts";
import type { Fault } from "../scenarios/outage.ts";

const WAYS: Readonly<Record<string, Way>> = {
  "50 ms late": { kind: "slow", by: 50 },
  "30 s late": { kind: "slow", by: 30_000 },
  silent: { kind: "silent" },
  refused: { kind: "refused" },
  "cut in the middle": { kind: "cut", after: 100 },
};

/** What can happen on the way to a server. */
export function networkFaults(proxy: TcpProxy): Fault[] {
  return Object.entries(WAYS).map(([name, way]) => ({
    name,
    begin: () => proxy.set(way),
    end: () => proxy.set({ kind: "open" }),
  }));
}
