import type { TcpProxy, Way } from "../harness/proxy.ts";
import type { Random } from "../harness/random.ts";
import type { Field } from "./nemesis.ts";

/** Something that happens to the server, or on the readers' way to it, under a name. */
export type ServerTrouble = readonly [name: string, work: (random: Random) => Promise<void>];

export interface Timing {
  /** The longest of most troubles; milliseconds. */
  readonly longest: number;
  /** Waits for so long, or until all is over; milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

const WAYS: readonly Way[] = [
  { kind: "silent" },
  { kind: "cut", after: 2_000 },
  { kind: "refused" },
  { kind: "slow", by: 100 },
];

/** All that can happen where there is a server. */
export function serverTroubles(
  { server, proxy }: Pick<Field, "server" | "proxy">,
  { longest, pause }: Timing,
): readonly ServerTrouble[] {
  const killed: ServerTrouble[] =
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
  const inTheWay = (way: Way, proxy: TcpProxy): ServerTrouble => [
    `way ${way.kind}`,
    async (random) => {
      await proxy.set(way);
      await pause(500 + random.below(longest - 500));
      await proxy.set({ kind: "open" });
    },
  ];
  return [...killed, ...(proxy === null ? [] : WAYS.map((way) => inTheWay(way, proxy)))];
}

/** The readers' way leads to a server that has fallen behind, until long after their bound has passed. */
export function astray(
  { pair, proxy }: Pick<Field, "pair" | "proxy">,
  { longest, pause }: Timing,
): readonly ServerTrouble[] {
  if (pair === null || proxy === null) return [];
  return [
    [
      pair.name,
      async (random) => {
        await pair.fallBehind(proxy);
        await pause(longest + random.below(longest));
        await pair.catchUp(proxy);
      },
    ],
  ];
}
