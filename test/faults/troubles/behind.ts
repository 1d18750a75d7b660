import { type Pair, postgresWithStandby, redisThatIsDemoted, wayTo } from "../../harness/behind.ts";
import { ALWAYS } from "../../harness/targets.ts";
import type { Trouble } from "./trouble.ts";

/** The application's way leads to a server that gets no news, while the primary goes on. */
async function fallenBehind(start: () => Promise<Pair>): Promise<Trouble> {
  const pair = await start();
  const { address, way } = await wayTo(pair);
  return {
    address,
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
