import { openStore, type Stores } from "../../harness/open-store.ts";
import type { ReplicaMutant } from "../../harness/replica-mutants.ts";
import { startProxyTo } from "../../harness/replicated-server.ts";
import { startHybridTarget } from "../targets.ts";
import { BOUND, type History, type Library, startTwoServers } from "./two-servers.ts";

/** The time for the reader to reconnect to the primary; milliseconds. */
const RECONNECT_TIME = 6_000;

/** The reader is led to a lagging server, and the session is revoked on the primary. */
export async function runReplicaScenario(
  library: Library,
  stores: Stores,
  on: ReplicaMutant,
): Promise<History> {
  const target = await startHybridTarget(on);
  const { replicated } = target;
  if (replicated === null) throw new Error(`${on} has no server to fall behind.`);
  const { address, proxy } = await startProxyTo(replicated);
  const writer = await openStore(target.address, stores);
  const reader = await openStore(address, stores);
  try {
    const servers = startTwoServers(library, { writer: writer.store, reader: reader.store });
    await servers.signIn();
    await servers.watch(BOUND / 2);
    await replicated.fallBehind(proxy);
    await servers.revoke();
    await servers.watch(3 * BOUND);
    await replicated.catchUp(proxy);
    await servers.watch(RECONNECT_TIME);
    return servers.history();
  } finally {
    await reader.close();
    await writer.close();
    await proxy.close();
    await target.stop();
  }
}
