import { createSignet, database } from "signet-auth";
import type { Contestant } from "../harness/question.ts";
import { pairsOf, personNumber, secret } from "../reads/people.ts";
import { type Backend, forEach } from "./backend.ts";
import { alsoInFlight, IN_FLIGHT } from "./peer.ts";
import { headersWith, type Numbered, personSchema, randomNumbers } from "./sessions.ts";

/** Sessions that are read, renewed or listed in turn. */
const INPUTS = 1_024;
/** Enough for a fast machine, and far from anybody's session's end; milliseconds. */
const TICK = 1_500;

export const ours = (engine: string): string => `signet on ${engine}`;
export const bareRead = (engine: string): string => `the bare read on ${engine}`;

/** What is asked about a store that has the sessions of these numbers below `stored`. */
export interface Subject {
  readonly backend: Backend;
  readonly sessions: Numbered;
  readonly stored: number;
}

export function reading({ backend: { name, store, bare }, sessions, stored }: Subject) {
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

export function signingIn({ backend: { name, store, bare }, sessions, stored }: Subject) {
  const floor = `the bare insert on ${name}`;
  let next = stored;
  const floors =
    bare &&
    alsoInFlight({
      group: name,
      name: floor,
      note: `${bare.how.insert}.`,
      inputs: async (count) => Array.from({ length: count }, () => sessions.record(next++)),
      forged: null,
      run: bare.insert,
      answer: async (_, { id }) => JSON.parse((await store.find(id))?.data ?? "null"),
      expected: [sessions.person, sessions.person],
    });
  const signIns = (most: number | null) => {
    const limit = most === null ? {} : { maxSessionsPerUser: most };
    const strategy = database({ store, ...limit });
    const signet = createSignet({ strategy, secret, data: personSchema });
    const people = Array.from({ length: most === null ? INPUTS : IN_FLIGHT }, (_, number) => ({
      userId: `${most ?? "any"} ${number}`,
      data: personNumber(number),
    }));
    const headers = headersWith("");
    return alsoInFlight({
      group: name,
      name: ours(name) + (most === null ? "" : `, at most ${most} sessions a user`),
      note: most === null ? "" : "Ends the user's oldest in the same transaction.",
      ...(bare && { floor }),
      inputs: people,
      forged: null,
      run: (person) => signet.signIn(headers, person),
      async answer({ setCookies }) {
        const reading = await signet.read(headersWith(pairsOf(setCookies)));
        return reading.status === "active" ? reading.session.data : null;
      },
      expected: people.slice(0, IN_FLIGHT).map(({ data }) => data),
    });
  };
  return [...(floors ?? []), ...signIns(null), ...signIns(5)];
}

export function renewing({ backend: { name, store, bare }, sessions, stored }: Subject) {
  const half = Math.min(INPUTS, Math.floor(stored / 2));
  let now = Date.now();
  const signet = createSignet({
    strategy: database({ store }),
    secret,
    data: personSchema,
    lifetime: { idle: "365d", absolute: "365d", renewAfter: "1s" },
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
      answer: async (_, { id }) => JSON.parse((await store.find(id))?.data ?? "null"),
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
      if (setCookies.length === 0) throw new Error("A session that was due was not renewed.");
      return setCookies;
    },
    answer: (setCookies) => setCookies.length,
    expected: Array.from({ length: half }, () => 1),
  });
  return [...(floors ?? []), ...renewals];
}

export function revoking({ backend: { name, store, bare }, sessions, stored }: Subject) {
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

export function listing(
  { backend: { name, store, bare }, sessions, stored }: Subject,
  perUser: number,
): Contestant[] {
  const signet = createSignet({ strategy: database({ store }), secret, data: personSchema });
  const users = Math.min(INPUTS, Math.floor(stored / perUser));
  const floor = `the bare list on ${name}`;
  const firsts = randomNumbers(users, users).map((user) => user * perUser);
  const floors =
    bare &&
    alsoInFlight({
      group: name,
      name: floor,
      note: `${bare.how.list}.`,
      inputs: firsts.map((first) => ({
        user: sessions.userOf(first),
        ids: Array.from({ length: perUser }, (_, at) => sessions.record(first + at).id),
      })),
      forged: null,
      run: ({ user, ids }) => bare.list(user, ids),
      answer: bare.countOf,
      expected: firsts.map(() => perUser),
    });
  const lists = alsoInFlight({
    group: name,
    name: ours(name),
    ...(bare && { floor }),
    inputs: firsts.map(sessions.userOf),
    forged: null,
    run: (userId) => signet.sessions.list(userId),
    answer: (found) => found.length,
    expected: firsts.map(() => perUser),
  });
  return [...(floors ?? []), ...lists];
}
