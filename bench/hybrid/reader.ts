// reader.ts <address>: a server that reads one session every millisecond until it is refused.
import { setTimeout as delay } from "node:timers/promises";
import { createSignet, hybrid } from "signet-auth";
import { machineTime } from "../../test/harness/machine-time.ts";
import { openStore } from "../../test/harness/open-store.ts";
import { secret } from "../reads/people.ts";

const { store } = await openStore(process.argv[2] ?? "");
const signet = createSignet({ strategy: hybrid({ store }), secret });

process.on("disconnect", () => process.exit());
process.on("message", async (credential: string) => {
  const request = { host: "localhost", authorization: `Bearer ${credential}` };
  let wasSeen = false;
  for (;;) {
    const begun = machineTime();
    const { status } = await signet.read(request);
    if (status === "rejected") {
      process.send?.({ refused: begun });
      return;
    }
    if (!wasSeen) process.send?.({ seen: true });
    wasSeen = true;
    await delay(1);
  }
});
process.send?.({ ready: true });
