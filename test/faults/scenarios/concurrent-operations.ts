import type { Target } from "../../harness/targets.ts";
import { startApp } from "../app/start.ts";
import { readHistory } from "../history/log.ts";
import { judge, type Verdict } from "../history/verdict.ts";

const PROCESSES = 4;
const UNDER_WAY = 6;

/** Runs operations of several processes on the same users, and checks the history of each user. */
export async function concurrentOperations(
  target: Target,
  operations: number,
  seed: number,
): Promise<Verdict> {
  const apps = await Promise.all(
    Array.from({ length: PROCESSES }, () => startApp(target.address, target.folder)),
  );
  try {
    await Promise.all(
      apps.map((app, number) =>
        app.run({
          kind: "mix",
          name: `orders-${seed}`,
          seed: seed + number,
          operations: Math.ceil(operations / PROCESSES),
          underWay: UNDER_WAY,
        }),
      ),
    );
    return judge(readHistory(apps.flatMap(({ logs }) => logs)));
  } finally {
    await Promise.all(apps.map((app) => app.kill()));
  }
}
