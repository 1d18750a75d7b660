// main.ts <store address>: one process of an application. It runs the tasks that it receives as messages.

import { openStore } from "../../harness/open-store.ts";
import { recorded } from "../history/log.ts";
import { burst } from "./burst.ts";
import { live } from "./live.ts";
import { mix } from "./mix.ts";
import type { Command, Tally } from "./task.ts";

const [address = ""] = process.argv.slice(2);
const { store } = await openStore(address);
let stop = new AbortController();

function perform({ task, log }: Command): Promise<Tally> {
  const recordedStore = recorded(store, log);
  switch (task.kind) {
    case "mix":
      return mix(recordedStore, task);
    case "live":
      stop = new AbortController();
      return live(recordedStore, task, stop.signal);
    case "burst":
      return burst(recordedStore, task);
  }
}

// The end of the parent process ends this one.
process.on("disconnect", () => process.exit());
process.on("message", async (command: Command | "stop") => {
  if (command === "stop") return stop.abort();
  process.send?.({ tally: await perform(command) });
});
// Opens the connection before the first task.
await store.find("nobody").catch(() => null);
process.send?.({ ready: true });
