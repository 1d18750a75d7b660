// main.ts <store address>: one process of an application, that does as it is told.

import { openStore } from "../../harness/open-store.ts";
import { recorded } from "../history/log.ts";
import { burst } from "./burst.ts";
import { live } from "./live.ts";
import { mix } from "./mix.ts";
import type { Order, Tally } from "./task.ts";

const [address = ""] = process.argv.slice(2);
const { store } = await openStore(address);
let stop = new AbortController();

function perform({ task, log }: Order): Promise<Tally> {
  const watched = recorded(store, log);
  switch (task.kind) {
    case "mix":
      return mix(watched, task);
    case "live":
      stop = new AbortController();
      return live(watched, task, stop.signal);
    case "burst":
      return burst(watched, task);
  }
}

// Nobody left to tell is the end, too.
process.on("disconnect", () => process.exit());
process.on("message", async (order: Order | "stop") => {
  if (order === "stop") return stop.abort();
  process.send?.({ tally: await perform(order) });
});
// Opens what is opened on first use, so that the first task finds it open.
await store.find("nobody").catch(() => null);
process.send?.({ ready: true });
