import pg from "pg";
import { startPostgres } from "../../harness/postgres.ts";
import type { Fault } from "../scenarios/outage.ts";
import { networkFaults } from "./network.ts";
import { startProxy } from "./proxy.ts";
import type { Trouble, Troubles } from "./trouble.ts";

/** What can happen on the way to PostgreSQL, and to itself. */
export function postgresTroubles(): Troubles {
  return { troubles: [onTheWay], untried: [] };
}

async function onTheWay(): Promise<Trouble> {
  const server = await startPostgres([], { durable: true });
  const proxy = await startProxy(server.port);
  const url = new URL(server.url);
  url.port = String(proxy.port);
  return {
    address: url.href,
    faults: [
      ...networkFaults(proxy),
      readOnly(server.url),
      { name: "killed", begin: server.kill, end: server.start },
    ],
    async stop() {
      await proxy.close();
      await server.stop();
    },
  };
}

/** As on a standby, or where an administrator has asked for it. */
function readOnly(url: string): Fault {
  const set = async (value: "on" | "off") => {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(`ALTER SYSTEM SET default_transaction_read_only = ${value}`);
    await client.query("SELECT pg_reload_conf()");
    await client.end();
  };
  return { name: "read-only", begin: () => set("on"), end: () => set("off") };
}
