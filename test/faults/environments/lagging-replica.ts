import {
  postgresWithStandby,
  type ReplicatedServer,
  redisWithReplica,
  startProxyTo,
} from "../../harness/replicated-server.ts";
import { ALWAYS } from "../../harness/targets.ts";
import type { Environment } from "./environment.ts";

/** The application is led to a server that receives no more writes, while the primary goes on. */
async function withLaggingReplica(start: () => Promise<ReplicatedServer>): Promise<Environment> {
  const servers = await start();
  const { address, proxy } = await startProxyTo(servers);
  return {
    address,
    faults: [
      {
        name: servers.name,
        begin: () => servers.fallBehind(proxy),
        end: () => servers.catchUp(proxy),
        primary: servers.address,
      },
    ],
    async stop() {
      await proxy.close();
      await servers.stop();
    },
  };
}

export const laggingReplica = {
  redis: () => withLaggingReplica(() => redisWithReplica(ALWAYS)),
  postgres: () => withLaggingReplica(postgresWithStandby),
} as const;
