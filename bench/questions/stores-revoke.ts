import { createSignet, database } from "signet-auth";
import type { Contestant, Question, Setting } from "../harness/question.ts";
import { secret } from "../reads/people.ts";
import { aboutOf, allStores, yardsticksOf } from "../stores/all.ts";
import { forEach } from "../stores/backend.ts";
import { ours, type Subject } from "../stores/ours.ts";
import { alsoInFlight, IN_FLIGHT } from "../stores/peer.ts";
import { numberedSessions, personSchema } from "../stores/sessions.ts";

export async function ask(setting: Setting): Promise<Question> {
  const sessions = await numberedSessions(2);
  const contests = await allStores(setting, sessions);
  const contestants: Contestant[] = [];
  for (const { backend, peer } of contests) {
    contestants.push(...revoking({ backend, sessions, stored: setting.stored }));
    contestants.push(...((await peer?.signOut()) ?? []));
  }
  return {
    title: "Stores: revoke a session",
    about: [
      "One operation: a session is revoked by its id; or a request signs out, which first reads its session. Acknowledged writes are on the disk. Each session is created beforehand, untimed.",
      ...aboutOf(contests, setting),
      "The floor is one bare delete, on Redis without the user's index.",
    ],
    contestants,
    yardsticks: yardsticksOf(contests),
    targets: [],
  };
}

function revoking({ backend, sessions, stored }: Subject): Contestant[] {
  const { name, store, bare } = backend;
  const signet = createSignet({ strategy: database({ store }), secret, data: personSchema });
  const floor = `the bare delete on ${name}`;
  let next = stored;
  const fresh = async (count: number): Promise<number[]> => {
    const numbers = Array.from({ length: count }, () => next++);
    await forEach(count, IN_FLIGHT, (at) =>
      store.create(sessions.record(numbers[at] ?? Number.NaN), null),
    );
    return numbers;
  };
  const freshIds = async (count: number) =>
    (await fresh(count)).map((number) => sessions.record(number).id);
  const gone = async (_: unknown, id: string) => (await store.find(id)) === null;
  const common = { group: name, forged: null };
  const floors =
    bare &&
    alsoInFlight({
      ...common,
      name: floor,
      note: `${bare.how.remove}.`,
      inputs: freshIds,
      run: bare.remove,
      answer: gone,
      expected: [true, true],
    });
  return [
    ...(floors ?? []),
    ...alsoInFlight({
      ...common,
      name: ours(name),
      note: "`sessions.revoke`.",
      ...(bare && { floor }),
      inputs: freshIds,
      run: (id) => signet.sessions.revoke(id),
      answer: async (revoked, id) => revoked && (await gone(null, id)),
      expected: [true, true],
    }),
    ...alsoInFlight({
      ...common,
      name: `${ours(name)}, sign-out`,
      note: "`signOut`: reads the session that the request presents first.",
      ...(bare && { floor }),
      inputs: async (count) => (await fresh(count)).map(sessions.headers),
      run: (headers) => signet.signOut(headers),
      answer: async (_, headers) => (await signet.read(headers)).status,
      expected: ["rejected", "rejected"],
    }),
  ];
}
