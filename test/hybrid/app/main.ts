// main.ts <role as JSON>: one process of the proof, that does as it is told.
import { openStore } from "../../harness/open-store.ts";
import { randomOf } from "../../harness/random.ts";
import type { Deed } from "../record/deeds.ts";
import { linesTo } from "../record/lines.ts";
import type { Sighting } from "../record/sightings.ts";
import { engineOn, formerOn } from "./engine.ts";
import { troubled } from "./feed.ts";
import type { Role, Said, Told } from "./messages.ts";
import { reader } from "./reader.ts";
import { writer } from "./writer.ts";

/** How often what was seen is written down; milliseconds. */
const WRITES_EVERY = 100;

const role: Role = JSON.parse(process.argv[2] ?? "");
const random = randomOf(role.seed);
const say = (said: Said) => process.send?.(said);

const rightTime = Date.now;
let clockOff = 0;
Date.now = () => rightTime() + clockOff;

const opened = await openStore(role.address);
const { store, set } = troubled(opened.store, randomOf(role.seed + 1));
const former = role.before === null ? null : formerOn((await openStore(role.before)).store);
const engine = engineOn(store, role.maxStaleness, { accept: former?.strategies ?? [] });

function asReader() {
  const work = reader(engine, role.maxStaleness, random);
  const write = linesTo<Sighting>(role.log);
  const writeNews = () => {
    const lines = work.drain();
    write(lines);
    for (const line of lines) {
      if (line.kind !== "counted") continue;
      say({ done: Object.values(line.reads).reduce((sum, each) => sum + each, 0) });
    }
  };
  const timer = setInterval(writeNews, WRITES_EVERY);
  return {
    ...work,
    async run() {
      await work.run();
      clearInterval(timer);
      writeNews();
    },
  };
}

function asWriter() {
  const write = linesTo<Deed>(role.log);
  const name = `u${process.pid}`;
  return {
    ...writer({ engine, former }, random, name, { did: write, say }),
    hold() {},
    forget() {},
  };
}

const work = role.role === "reader" ? asReader() : asWriter();

// Nobody left to tell is the end, too.
process.on("disconnect", () => process.exit());
process.on("message", (told: Told) => {
  if ("hold" in told) work.hold(told.hold);
  else if ("forget" in told) work.forget(told.forget);
  else if ("feed" in told) set(told.feed);
  else if ("clockOff" in told) clockOff = told.clockOff;
  else work.stop();
});
say({ ready: true });
await work.run();
say({ stopped: true });
