import type { Question, Setting } from "../harness/question.ts";
import { BETTER_AUTH, check, contestantsOf, NEXT_AUTH_4, nameOf } from "../routes/contestants.ts";
import { signInEverywhere } from "../routes/cookies.ts";
import { load } from "../routes/load.ts";
import { startRoutes } from "../routes/server.ts";

/** The lowest allowed throughput of a guarded route, as a share of the unguarded one. */
const SHARE = 0.97;

/** Measures the cost of a guard for a route, a page and a proxy of a Next app under load. */
export async function ask({ folder, stored, atEnd }: Setting): Promise<Question> {
  const isQuick = stored < 1_000;
  const { cookies, env } = await signInEverywhere(folder);
  const app = await startRoutes(env);
  atEnd(app.stop);
  const contestants = contestantsOf(cookies);
  for (const contestant of contestants) await check(app.url, contestant);
  const effort = isQuick
    ? { rounds: 1, warmUp: 8, requests: 8 }
    : { rounds: 20, warmUp: 3_000, requests: 800 };
  const measured = await load(app.url, contestants, effort);
  const guarded = measured.flatMap(({ name, floor }) => (floor === null ? [] : [{ name, floor }]));
  const [route, page] = ["Route handlers", "Pages"];
  return {
    title: "Whole routes of a Next app: the cost of a guard",
    about: [
      "One operation: a request over HTTP to a Next app built for production, with three cookies beside the session's, answered with the user's name, e-mail address and role. autocannon keeps eight requests in flight, so that the single thread of the server is always busy. The routes take turns in short slices. The time is the server's time for one request; the processor time is only that of the server.",
      "The unguarded route gets the same cookies, because a longer header takes time on any route. Each library reads the session as in its documentation.",
      `A guard keeps ${SHARE} of the throughput when its route takes at most ${(1 / SHARE).toFixed(3)} times as long.`,
    ],
    contestants: [],
    measured,
    yardsticks: [],
    targets: [
      ...guarded.map(
        ({ name, floor }) =>
          ({ ours: name, bound: "at most", times: 1 / SHARE, against: floor }) as const,
      ),
      ...[route, page].flatMap((group = "") => {
        const guard = group === route ? "auth.route" : "await auth()";
        const ours = nameOf(group, `signet jwt(), ${guard}`);
        return [NEXT_AUTH_4, BETTER_AUTH].map(
          (peer) => ({ ours, bound: "at least", times: 1, against: nameOf(group, peer) }) as const,
        );
      }),
    ],
  };
}
