// main.ts <role as JSON>: one reader or writer process of the scenario. It obeys the parent's commands.
import { openStore } from "../../harness/open-store.ts";
import { randomOf } from "../../harness/random.ts";
import { jsonLinesTo } from "../history/json-lines.ts";
import type { Observation } from "../history/observations.ts";
import type { Operation } from "../history/operations.ts";
import { engineOn, formerOn } from "./engine.ts";
import { withFaultyFeed } from "./faulty-feed.ts";
import type { Command, Message, Role } from "./messages.ts";
import { reader } from "./reader.ts";
import { writer } from "./writer.ts";

/** The interval in which a reader writes its observations to its log; milliseconds. */
const WRITE_INTERVAL = 100;

const role: Role = JSON.parse(process.argv[2] ?? "");
const random = randomOf(role.seed);
const send = (message: Message) => process.send?.(message);

const rightTime = Date.now;
let clockOff = 0;
Date.now = () => rightTime() + clockOff;

const opened = await openStore(role.address);
const { store, set } = withFaultyFeed(opened.store, randomOf(role.seed + 1));
const former = role.former === null ? null : formerOn((await openStore(role.former)).store);
const engine = engineOn(store, role.maxStaleness, { accept: former?.strategies ?? [] });

function asReader() {
  const work = reader(engine, role.maxStaleness, random);
  const write = jsonLinesTo<Observation>(role.log);
  const writeObservations = () => {
    const lines = work.drain();
    write(lines);
    for (const line of lines) {
      if (line.kind !== "counted") continue;
      send({ done: Object.values(line.reads).reduce((sum, each) => sum + each, 0) });
    }
  };
  const timer = setInterval(writeObservations, WRITE_INTERVAL);
  return {
    ...work,
    async run() {
      await work.run();
      clearInterval(timer);
      writeObservations();
    },
  };
}

function asWriter() {
  const record = jsonLinesTo<Operation>(role.log);
  const name = `u${process.pid}`;
  return {
    ...writer({ engine, former }, random, name, { record, send }),
    hold() {},
    forget() {},
  };
}

const work = role.role === "reader" ? asReader() : asWriter();

// The end of the parent process ends this one.
process.on("disconnect", () => process.exit());
process.on("message", (command: Command) => {
  if ("hold" in command) work.hold(command.hold);
  else if ("forget" in command) work.forget(command.forget);
  else if ("feed" in command) set(command.feed);
  else if ("clockOff" in command) clockOff = command.clockOff;
  else work.stop();
});
send({ ready: true });
await work.run();
send({ stopped: true });
