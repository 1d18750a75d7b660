import type { Store } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";
import { engineOn, requestWith } from "./engine.ts";
import type { BurstTask, Tally } from "./task.ts";

/** The session limit of a user in a burst. */
export const MOST_IN_BURST = 5;

/** Does the same call many times concurrently. All processes start at the same time. */
export async function burst(store: Store, task: BurstTask): Promise<Tally> {
  const engine = engineOn(store, { most: MOST_IN_BURST, now: () => task.now });

  async function once(number: number): Promise<string> {
    const request = requestWith(task.credential);
    switch (task.what) {
      case "sign-in": {
        const { userId } = task;
        await engine.signIn(requestWith(), { userId, data: { [`n${number}`]: number } });
        return "signed in";
      }
      case "update":
        await engine.update(request, { [`n${number}`]: number });
        return "updated";
      case "renew": {
        const reading = await engine.read(request);
        await engine.renew(request, reading);
        return (await engine.read(request)).status;
      }
    }
  }

  const tally: Tally = {};
  while (machineTime() < task.at);
  await Promise.all(
    Array.from({ length: task.to - task.from }, async (_, more) => {
      const outcome = await once(task.from + more).catch(String);
      tally[outcome] = (tally[outcome] ?? 0) + 1;
    }),
  );
  return tally;
}
