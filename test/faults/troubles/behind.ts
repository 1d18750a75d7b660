import { type Pair, postgresWithStandby, redisThatIsDemoted } from "../../harness/behind.ts";
import { startProxy } from "../../harness/proxy.ts";
import { ALWAYS } from "../../harness/targets.ts";
import type { Trouble } from "./trouble.ts";

/** The application's way leads to a server that hears of nothing any more, while the primary goes on. */
async function fallenBehind(start: () => Promise<Pair>): Promise<Trouble> {
  const pair = await start();
  const way = await startProxy(pair.port());
  return {
    address: Object.assign(new URL(pair.address), { port: String(way.port) }).href,
    faults: [
      {
        name: pair.name,
        begin: () => pair.fallBehind(way),
        end: () => pair.catchUp(way),
        primary: pair.address,
      },
    ],
    async stop() {
      await way.close();
      await pair.stop();
    },
  };
}

export const troublesBehind = {
  redis: () => fallenBehind(() => redisThatIsDemoted(ALWAYS)),
  postgres: () => fallenBehind(postgresWithStandby),
} as const;
