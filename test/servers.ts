import { startPostgres } from "./harness/postgres.ts";
import { startRedis } from "./harness/redis.ts";
import { startRedisCluster } from "./harness/redis-cluster.ts";

interface Started {
  readonly url: string;
  stop(): Promise<void>;
}

const starters: Record<string, () => Promise<Started>> = {
  postgres: startPostgres,
  redis: startRedis,
  async cluster() {
    const { rootNodes, stop } = await startRedisCluster();
    return { url: rootNodes.map(({ url }) => url).join(","), stop };
  },
};

// Until a server runs, a signal ends this process at once. The supervisors then stop the servers.
let stopping: () => void = () => process.exit(0);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopping());

const started: Started[] = [];
for (const name of process.argv.slice(2)) {
  const start = starters[name];
  if (start === undefined)
    throw new Error(`Unknown server: ${name}. Known servers: ${Object.keys(starters).join(", ")}.`);
  const server = await start();
  started.push(server);
  console.log(`\n${name}\n  STORE=${name} STORE_URL=${server.url} npm start`);
}
console.log("\nThe servers are empty. Ctrl+C stops them and deletes their data.");

stopping = () => {
  Promise.all(started.map((server) => server.stop())).finally(() => process.exit(0));
};
setInterval(() => {}, 60_000);
