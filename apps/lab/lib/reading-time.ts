import "server-only";
import { headers } from "next/headers";
import { createSignet, type RequestSource } from "signet-auth/next";
import { settings } from "./auth";
import type { StrategyName } from "./strategies";

export const READINGS = 25;
/** Before anything is timed, so that the first visitor does not time the compiler. */
const WARM_UP = 300;

type Read = (request: RequestSource) => Promise<unknown>;
const engines = {
  jwt: () => createSignet(settings.jwt),
  sealed: () => createSignet(settings.sealed),
  database: () => createSignet(settings.database),
  hybrid: () => createSignet(settings.hybrid),
};
const readers: Partial<Record<StrategyName, Read>> = {};

/**
 * How long a strategy takes to read what this browser presents, without the share of Next.js: the
 * median of a few readings by the bare engine; microseconds.
 */
export async function readingTime(strategy: StrategyName): Promise<number> {
  const request = new Headers(await headers());
  const read = readers[strategy] ?? (await warmReader(strategy, request));
  const times: number[] = [];
  for (let reading = 0; reading < READINGS; reading++) {
    const start = performance.now();
    await read(request);
    times.push(performance.now() - start);
  }
  const median = times.sort((a, b) => a - b)[Math.floor(READINGS / 2)] ?? 0;
  return median * 1_000;
}

async function warmReader(strategy: StrategyName, request: Headers): Promise<Read> {
  const signet = engines[strategy]();
  const read: Read = (source) => signet.read(source);
  for (let reading = 0; reading < WARM_UP; reading++) await read(request);
  readers[strategy] = read;
  return read;
}
