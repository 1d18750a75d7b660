import type { Question, Setting } from "../harness/question.ts";
import { BETTER_AUTH, check, contestantsOf, NEXT_AUTH_4, nameOf } from "../routes/contestants.ts";
import { signInEverywhere } from "../routes/cookies.ts";
import { load } from "../routes/load.ts";
import { startRoutes } from "../routes/server.ts";

/** A guarded route has this share of the unguarded one's throughput at least. */
const SHARE = 0.97;

/** Whole routes of a Next app under load: what a guard costs a route, a page and a proxy. */
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
    title: "Whole routes of a Next app: what a guard costs",
    about: [
      "One operation: a request over HTTP to a Next app built for production, with three cookies beside the session's, answered with the user's name, e-mail address and role. autocannon keeps eight requests under way, so that the one thread of the server is busy all the time, and the routes take turns in short slices. The time is the server's time for a request, the processor's time that of the server alone.",
      "The unguarded route is sent the same cookies, because a longer header costs any route some time. Each library reads the session as its documentation shows.",
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
