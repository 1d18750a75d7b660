import { createSignet, database } from "signet-auth";
import type { Contestant, Question, Setting } from "../harness/question.ts";
import { secret } from "../reads/people.ts";
import { aboutOf, allStores, yardsticksOf } from "../stores/all.ts";
import { INPUTS, ours, type Subject } from "../stores/ours.ts";
import { alsoInFlight } from "../stores/peer.ts";
import { numberedSessions, personSchema, randomNumbers } from "../stores/sessions.ts";

const PER_USER = 10;

export async function ask(setting: Setting): Promise<Question> {
  const sessions = await numberedSessions(PER_USER);
  const contests = await allStores(setting, sessions);
  const contestants: Contestant[] = [];
  for (const { backend, peer } of contests) {
    contestants.push(...listing({ backend, sessions, stored: setting.stored }));
    contestants.push(...((await peer?.list(PER_USER)) ?? []));
  }
  return {
    title: "Stores: list a user's sessions",
    about: [
      `One operation: the ${PER_USER} sessions of a user, newest first, each with its device and its checked data.`,
      ...aboutOf(contests, setting),
      "The floor is one bare query without decoding its result. On Redis the floor gets the keys, which ours reads from the user's index.",
    ],
    contestants,
    yardsticks: yardsticksOf(contests),
    targets: [],
  };
}

function listing({ backend, sessions, stored }: Subject): Contestant[] {
  const { name, store, bare } = backend;
  const signet = createSignet({ strategy: database({ store }), secret, data: personSchema });
  const users = Math.min(INPUTS, Math.floor(stored / PER_USER));
  const floor = `the bare list on ${name}`;
  const firsts = randomNumbers(users, users).map((user) => user * PER_USER);
  const floors =
    bare &&
    alsoInFlight({
      group: name,
      name: floor,
      note: `${bare.how.list}.`,
      inputs: firsts.map((first) => ({
        user: sessions.userOf(first),
        ids: Array.from({ length: PER_USER }, (_, at) => sessions.record(first + at).id),
      })),
      forged: null,
      run: ({ user, ids }) => bare.list(user, ids),
      answer: bare.countOf,
      expected: firsts.map(() => PER_USER),
    });
  const lists = alsoInFlight({
    group: name,
    name: ours(name),
    ...(bare && { floor }),
    inputs: firsts.map(sessions.userOf),
    forged: null,
    run: (userId) => signet.sessions.list(userId),
    answer: (found) => found.length,
    expected: firsts.map(() => PER_USER),
  });
  return [...(floors ?? []), ...lists];
}
