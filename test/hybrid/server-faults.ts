import type { ProxyMode, TcpProxy } from "../harness/proxy.ts";
import type { Random } from "../harness/random.ts";
import type { FaultTargets } from "./fault-injector.ts";

/** A named fault of the server, or of the network between the readers and the server. */
export type ServerFault = readonly [name: string, inject: (random: Random) => Promise<void>];

export interface Timing {
  /** The longest duration of most faults; milliseconds. */
  readonly longest: number;
  /** Waits for this time, or until the injector is stopped; milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

const PROXY_MODES: readonly ProxyMode[] = [
  { kind: "silent" },
  { kind: "cut", after: 2_000 },
  { kind: "refused" },
  { kind: "slow", by: 100 },
];

/** Returns the faults of the server and of the network. */
export function serverFaults(
  { server, proxy }: Pick<FaultTargets, "server" | "proxy">,
  { longest, pause }: Timing,
): readonly ServerFault[] {
  const killed: ServerFault[] =
    server === null
      ? []
      : [
          [
            "server killed",
            async (random) => {
              await server.kill();
              await pause(random.below(1_500));
              await server.start();
            },
          ],
        ];
  const networkFault = (mode: ProxyMode, proxy: TcpProxy): ServerFault => [
    // A column of the results files.
    `way ${mode.kind}`,
    async (random) => {
      await proxy.set(mode);
      await pause(500 + random.below(longest - 500));
      await proxy.set({ kind: "open" });
    },
  ];
  return [
    ...killed,
    ...(proxy === null ? [] : PROXY_MODES.map((mode) => networkFault(mode, proxy))),
  ];
}

/** Returns the fault that leads readers to a lagging server, for longer than their bound. */
export function replicaLag(
  { replicated, proxy }: Pick<FaultTargets, "replicated" | "proxy">,
  { longest, pause }: Timing,
): readonly ServerFault[] {
  if (replicated === null || proxy === null) return [];
  return [
    [
      replicated.name,
      async (random) => {
        await replicated.fallBehind(proxy);
        await pause(longest + random.below(longest));
        await replicated.catchUp(proxy);
      },
    ],
  ];
}
