import { createSignet, database } from "signet-auth";
import type { Contestant, Question, Setting } from "../harness/question.ts";
import { secret } from "../reads/people.ts";
import { aboutOf, allStores, yardsticksOf } from "../stores/all.ts";
import { INPUTS, ours, type Subject } from "../stores/ours.ts";
import { alsoInFlight } from "../stores/peer.ts";
import { numberedSessions, personSchema, randomNumbers } from "../stores/sessions.ts";

const bareRead = (engine: string): string => `the bare read on ${engine}`;

export async function ask(setting: Setting): Promise<Question> {
  const sessions = await numberedSessions(2);
  const contests = await allStores(setting, sessions);
  const contestants: Contestant[] = [];
  for (const { backend, peer } of contests) {
    contestants.push(...reading({ backend, sessions, stored: setting.stored }));
    contestants.push(...((await peer?.read()) ?? []));
  }
  return {
    title: "Stores: read a session",
    about: [
      "One operation: from the headers of a request, with three cookies beside the session's, to a checked session with the user's name, e-mail address and role.",
      ...aboutOf(contests, setting),
      "The floor is one bare query through the same client. On SQLite it also hashes the secret and parses the data. On PostgreSQL and Redis the floor is the round trip to the server, without decoding its result.",
    ],
    contestants,
    yardsticks: yardsticksOf(contests),
    targets: [
      { ours: ours("SQLite"), bound: "at most", times: 2, against: bareRead("SQLite") },
      { ours: ours("SQLite"), bound: "at least", times: 40, against: "better-auth on SQLite" },
      { ours: ours("PostgreSQL"), bound: "at most", times: 1.15, against: bareRead("PostgreSQL") },
      { ours: ours("Redis"), bound: "at most", times: 1.15, against: bareRead("Redis") },
    ],
  };
}

function reading({ backend, sessions, stored }: Subject): Contestant[] {
  const { name, store, bare } = backend;
  const signet = createSignet({ strategy: database({ store }), secret, data: personSchema });
  const numbers = randomNumbers(INPUTS, stored);
  const floors =
    bare &&
    alsoInFlight({
      group: name,
      name: bareRead(name),
      note: `${bare.how.read}.`,
      inputs: numbers.map(sessions.credential),
      forged: null,
      run: bare.read,
      answer: bare.dataOf,
      expected: numbers.map(() => sessions.person),
    });
  const reads = alsoInFlight({
    group: name,
    name: ours(name),
    ...(bare && { floor: bareRead(name) }),
    inputs: numbers.map(sessions.headers),
    forged: sessions.forged(0),
    run: signet.read,
    answer: (found) =>
      found.status === "active" ? [found.session.userId, found.session.data] : null,
    expected: numbers.map((number) => [sessions.userOf(number), sessions.person]),
  });
  return [...(floors ?? []), ...reads];
}
