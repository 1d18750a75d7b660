import { createSignet, database, type FeedStore, hybrid, jwt, memoryStore } from "signet-auth";
import { randomOf } from "../../test/harness/random.ts";
import { secret } from "../reads/people.ts";
import { simulatedTime } from "./simulated-time.ts";

/** The requests of one hour of simulated time. */
export interface Workload {
  readonly requests: number;
  readonly sessions: number;
  readonly servers: number;
  /** The number of requests per million that end a session. Its user then signs in again. */
  readonly revokesPerMillion: number;
}

/** The numbers of store calls by kind. */
export interface Load {
  reads: number;
  writes: number;
  pages: number;
}

const HOUR = 3_600_000;
const SEED = 5;

const strategies = {
  jwt: () => jwt(),
  database: (store: FeedStore) => database({ store }),
  hybrid: (store: FeedStore) => hybrid({ store }),
};
export type Strategy = keyof typeof strategies;

/** Counts the store calls for requests of many users to several servers, with all due renewals. */
export async function loadOf(name: Strategy, workload: Workload): Promise<Load> {
  const { requests, sessions, servers, revokesPerMillion } = workload;
  const time = simulatedTime();
  try {
    const load: Load = { reads: 0, writes: 0, pages: 0 };
    const shared = memoryStore();
    const engines = Array.from({ length: servers }, () =>
      createSignet({
        strategy: strategies[name](counted(shared, load)),
        secret,
        lifetime: { idle: "7d", absolute: "30d" },
      }),
    );
    const random = randomOf(SEED);
    const anEngine = () => {
      const engine = engines[random.below(servers)];
      if (engine === undefined) throw new Error("There is no server.");
      return engine;
    };
    const credentials: string[] = [];
    const signIn = async (number: number) => {
      const input = { userId: `user-${number}` };
      credentials[number] = (await anEngine().signIn({ host: "localhost" }, input)).credential;
    };
    for (let number = 0; number < sessions; number++) await signIn(number);
    Object.assign(load, { reads: 0, writes: 0, pages: 0 });
    for (let request = 0; request < requests; request++) {
      await time.pass(HOUR / requests);
      const number = random.below(sessions);
      const engine = anEngine();
      const cookie = `signet=${credentials[number]}`;
      const headers = { host: "localhost", cookie, "sec-fetch-site": "same-origin" };
      const reading = await engine.read(headers);
      if (reading.status !== "active")
        throw new Error(`A live session was not active: ${reading.status}.`);
      const [renewed] = await engine.renew(headers, reading);
      if (renewed !== undefined) {
        credentials[number] = renewed.slice(renewed.indexOf("=") + 1, renewed.indexOf(";"));
      }
      if (random.below(1_000_000) >= revokesPerMillion) continue;
      await engine.signOut(headers);
      await signIn(number);
    }
    return load;
  } finally {
    time.restore();
  }
}

function counted(store: FeedStore, load: Load): FeedStore {
  const count = <Args extends unknown[], Result>(
    kind: keyof Load,
    operation: (...args: Args) => Result,
  ) => {
    return (...args: Args): Result => {
      load[kind]++;
      return operation(...args);
    };
  };
  return {
    ...store,
    find: count("reads", store.find),
    create: count("writes", store.create),
    renew: count("writes", store.renew),
    update: count("writes", store.update),
    revoke: count("writes", store.revoke),
    revocationsSince: count("pages", store.revocationsSince),
    // Servers on different machines would receive no hints from a store in memory.
    subscribe: () => () => {},
  };
}
