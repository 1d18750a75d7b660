import type { Question, Setting } from "../harness/question.ts";
import { loadOf, type Strategy } from "../hybrid/load.ts";

const RATES = [0, 1_000, 10_000, 100_000];
const SERVERS = [1, 4];
const STRATEGIES: readonly Strategy[] = ["jwt", "database", "hybrid"];
const SESSIONS = 500;
const REQUESTS = 100_000;

const figure = (value: number): string => Math.round(value).toLocaleString("en");

/** Counts the store calls of the strategies, in simulated time. */
export async function ask({ stored }: Setting): Promise<Question> {
  const isQuick = stored < 1_000;
  const requests = isQuick ? 1_000 : REQUESTS;
  const rows: string[][] = [];
  for (const revokesPerMillion of isQuick ? RATES.slice(0, 2) : RATES) {
    for (const servers of SERVERS) {
      for (const name of STRATEGIES) {
        const workload = { requests, sessions: SESSIONS, servers, revokesPerMillion };
        const { reads, writes, pages } = await loadOf(name, workload);
        const perMillion = 1_000_000 / requests;
        rows.push([
          figure(revokesPerMillion),
          String(servers),
          name,
          ...[reads, writes, pages, reads + writes + pages].map((each) =>
            figure(each * perMillion),
          ),
        ]);
      }
    }
  }
  return {
    title: "Hybrid: store operations per million requests",
    about: [
      `Counted, not timed. ${figure(requests)} requests in an hour of simulated time (the clocks and timers of the process are replaced), by ${figure(SESSIONS)} sessions in any order, to servers in any order; figures are scaled to a million. Every due renewal is delivered. The user of an ended session signs in again at once, which is a write under every strategy with a store. \`tokenLifetime\` is 15 minutes and \`maxStaleness\` 5 seconds, the defaults, so a session makes ${figure(requests / SESSIONS / 4)} requests with each token.`,
      "The expectation: `database()` reads once per request. `hybrid()` reads once per token, and once for each request of a session shortly before the server learns of its end. Each server polls the feed once per second, at any number of requests. At one request per second this equals `database()`; at a thousand requests per second it is a thousandth.",
    ],
    contestants: [],
    yardsticks: [],
    targets: [],
    findings: [
      {
        title: "By revocations per million requests",
        head: ["revocations", "servers", "strategy", "reads", "writes", "looks at the feed", "all"],
        rows,
      },
    ],
  };
}
