import { createSignet, database } from "signet-auth";
import type { Contestant, Question, Setting } from "../harness/question.ts";
import { secret } from "../reads/people.ts";
import { aboutOf, allStores, yardsticksOf } from "../stores/all.ts";
import { dataIn, INPUTS, ours, type Subject } from "../stores/ours.ts";
import { alsoInFlight } from "../stores/peer.ts";
import { numberedSessions, personSchema } from "../stores/sessions.ts";

/** The clock moves by this time with each renewal, so that every session is due again; milliseconds. */
const TICK = 1_500;

export async function ask(setting: Setting): Promise<Question> {
  const sessions = await numberedSessions(2);
  const contests = await allStores(setting, sessions);
  const contestants: Contestant[] = [];
  for (const { backend, peer } of contests) {
    contestants.push(...renewing({ backend, sessions, stored: setting.stored }));
    contestants.push(...((await peer?.renew()) ?? []));
  }
  return {
    title: "Stores: renew a session",
    about: [
      "One operation: from the headers of a request whose session is due for renewal to the renewed session in the store and the `Set-Cookie` headers: a read and a write. Acknowledged writes are on the disk.",
      ...aboutOf(contests, setting),
      "The floor is a bare read and an unconditional bare write. The write of ours succeeds only when no other request has renewed the session.",
    ],
    contestants,
    yardsticks: yardsticksOf(contests),
    targets: [],
  };
}

function renewing({ backend, sessions, stored }: Subject): Contestant[] {
  const { name, store, bare } = backend;
  const half = Math.min(INPUTS, Math.floor(stored / 2));
  let now = Date.now();
  const signet = createSignet({
    strategy: database({ store }),
    secret,
    data: personSchema,
    lifetime: { idle: "100d", absolute: "365d", renewAfter: "1s" },
    now: () => now,
  });
  const floor = `the bare read and write on ${name}`;
  const floors =
    bare &&
    alsoInFlight({
      group: name,
      name: floor,
      note: `${bare.how.read}, then ${bare.how.renew}.`,
      inputs: Array.from({ length: half }, (_, at) => sessions.record(half + at)),
      forged: null,
      async run(record) {
        await bare.read(`${record.id}.`);
        await bare.renew(record);
      },
      answer: (_, { id }) => dataIn(backend, id),
      expected: [sessions.person, sessions.person],
    });
  const renewals = alsoInFlight({
    group: name,
    name: ours(name),
    ...(bare && { floor }),
    inputs: Array.from({ length: half }, (_, number) => sessions.headers(number)),
    forged: null,
    async run(headers) {
      now += TICK;
      const setCookies = await signet.renew(headers, await signet.read(headers));
      if (setCookies.length === 0) throw new Error("A due session was not renewed.");
      return setCookies;
    },
    answer: (setCookies) => setCookies.length,
    expected: Array.from({ length: half }, () => 1),
  });
  return [...(floors ?? []), ...renewals];
}
