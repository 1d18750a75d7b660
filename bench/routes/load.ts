import autocannon from "autocannon";
import type { Measured } from "../harness/measured.ts";
import type { RouteContestant } from "./contestants.ts";

export interface LoadEffort {
  readonly rounds: number;
  /** The warm-up requests to each route, for compilation by V8. */
  readonly warmUp: number;
  /** Requests to each route in each round. */
  readonly requests: number;
}

/** Concurrent requests: enough to keep the single thread of the server busy. */
const CONNECTIONS = 8;

/**
 * Sends requests to all routes in turn, in a different order in each round. Returns the time of the busy
 * server for one request, and its processor time; nanoseconds.
 */
export async function load(
  url: string,
  contestants: readonly RouteContestant[],
  { rounds, warmUp, requests }: LoadEffort,
): Promise<Measured[]> {
  const results = contestants.map(({ name, note, group, floor }) => ({
    name,
    note,
    group,
    floor,
    rounds: [] as number[],
    cpuRounds: [] as number[],
  }));
  for (const contestant of contestants) await slice(url, contestant, warmUp);
  for (let round = 0; round < rounds; round++) {
    for (const at of orderOf(contestants.length, round)) {
      const [contestant, result] = [contestants[at], results[at]];
      if (contestant === undefined || result === undefined) continue;
      const { time, cpu } = await slice(url, contestant, requests);
      result.rounds.push(time);
      result.cpuRounds.push(cpu);
    }
  }
  return results;
}

/** Returns the order of the routes in a round: a different start in each, and every second one reversed. */
function orderOf(count: number, round: number): number[] {
  const order = Array.from({ length: count }, (_, at) => (at + round * 7) % count);
  return round % 2 === 0 ? order : order.reverse();
}

async function slice(url: string, { path, cookie }: RouteContestant, amount: number) {
  const before = await cpuOf(url);
  const time = await send(url + path, cookie, amount);
  const cpu = (await cpuOf(url)) - before;
  return { time: time / amount, cpu: (cpu * 1_000) / amount };
}

/** Sends requests. Returns the time until all are answered; nanoseconds. */
function send(url: string, cookie: string, amount: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    let answered = 0;
    const connections = Math.min(CONNECTIONS, amount);
    const options = { url, connections, amount, headers: { cookie } };
    const running = autocannon(options, (error: unknown) => {
      if (error) reject(error);
      else if (answered < amount) reject(new Error(`${url} left requests without an answer.`));
    });
    running.on("response", (_client, status) => {
      if (status !== 200) reject(new Error(`${url} answered ${status}.`));
      answered++;
      // autocannon itself resolves only at the next full second.
      if (answered === amount) resolve(Number(process.hrtime.bigint() - started));
    });
  });
}

/** Returns the processor time of the server since its start; microseconds. */
async function cpuOf(url: string): Promise<number> {
  const { user, system } = (await (await fetch(`${url}/cpu`)).json()) as NodeJS.CpuUsage;
  return user + system;
}
