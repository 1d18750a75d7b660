import autocannon from "autocannon";
import type { Measured } from "../harness/measure.ts";
import type { RouteContestant } from "./contestants.ts";

export interface LoadEffort {
  readonly rounds: number;
  /** Requests to each route before the rounds, so that it is compiled. */
  readonly warmUp: number;
  /** Requests to each route in each round. */
  readonly requests: number;
}

/** Requests under way at once: enough to keep the one thread of the server busy. */
const CONNECTIONS = 8;

/**
 * Sends requests to all routes in turn, in another order every round. The times are those of the
 * server: nanoseconds a request while it is kept busy, and of its processor.
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
    for (const turn of turns(contestants.length, round)) {
      const [contestant, result] = [contestants[turn], results[turn]];
      if (contestant === undefined || result === undefined) continue;
      const { time, cpu } = await slice(url, contestant, requests);
      result.rounds.push(time);
      result.cpuRounds.push(cpu);
    }
  }
  return results;
}

/** Each in turn, from another one on in every round, there and back. */
function turns(count: number, round: number): number[] {
  const order = Array.from({ length: count }, (_, at) => (at + round * 7) % count);
  return round % 2 === 0 ? order : order.reverse();
}

async function slice(url: string, { path, cookie }: RouteContestant, amount: number) {
  const before = await cpuOf(url);
  const time = await send(url + path, cookie, amount);
  const cpu = (await cpuOf(url)) - before;
  return { time: time / amount, cpu: (cpu * 1_000) / amount };
}

/** Sends requests, and returns how long it took to answer them all; nanoseconds. */
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
      // autocannon itself ends with the next whole second.
      if (answered === amount) resolve(Number(process.hrtime.bigint() - started));
    });
  });
}

/** What the server has used of the processor since it began; microseconds. */
async function cpuOf(url: string): Promise<number> {
  const { user, system } = (await (await fetch(`${url}/cpu`)).json()) as NodeJS.CpuUsage;
  return user + system;
}
