import { contestant, tamper } from "../harness/contestant.ts";
import type { Contestant } from "../harness/question.ts";
import { type Person, personNumber } from "../reads/people.ts";
import { forEach } from "./backend.ts";

/** The number of concurrent operations of a busy server. */
export const IN_FLIGHT = 64;

/** Another library on the same engine. `Request` is the type that it reads cookies from. */
export interface Peer<Request> {
  readonly name: string;
  readonly notes: { readonly [Operation in keyof PeerContestants]?: string };
  /** Returns a request with the cookies of these `Set-Cookie` headers. */
  requestWith(setCookies: readonly string[]): Request;
  /** Begins a session. Returns the `Set-Cookie` headers. */
  signIn(person: Person): Promise<readonly string[]>;
  read(request: Request): Promise<object | null>;
  /** Reads and renews a session whose renewal is due. Returns the `Set-Cookie` headers. */
  renew(request: Request): Promise<readonly string[]>;
  signOut(request: Request): Promise<unknown>;
  /** Returns the number of a user's sessions; `null` when the library cannot list them. */
  readonly list: ((request: Request) => Promise<number>) | null;
}

export interface PeerContestants {
  read(): Promise<Contestant[]>;
  signIn(): Promise<Contestant[]>;
  renew(): Promise<Contestant[]>;
  signOut(): Promise<Contestant[]>;
  list(perUser: number): Promise<Contestant[]>;
}

const people = Array.from({ length: IN_FLIGHT }, (_, number) => personNumber(number));

export function contestantsOf<Request>(group: string, peer: Peer<Request>): PeerContestants {
  const setCookiesOf = (): Promise<(readonly string[])[]> => {
    return Promise.all(people.map((person) => peer.signIn(person)));
  };
  const labelled = (operation: keyof PeerContestants) => ({
    group,
    name: `${peer.name} on ${group}`,
    note: peer.notes[operation] ?? "",
  });

  return {
    async read() {
      const setCookies = await setCookiesOf();
      const forged = peer.requestWith((setCookies[0] ?? []).map(forgedCookie));
      return alsoInFlight({
        ...labelled("read"),
        inputs: setCookies.map(peer.requestWith),
        forged,
        run: peer.read,
        answer: (person) => person,
        expected: people,
      });
    },

    async signIn() {
      return alsoInFlight({
        ...labelled("signIn"),
        inputs: people,
        forged: null,
        run: peer.signIn,
        answer: (setCookies) => peer.read(peer.requestWith(setCookies)),
        expected: people,
      });
    },

    async renew() {
      return alsoInFlight({
        ...labelled("renew"),
        inputs: (await setCookiesOf()).map(peer.requestWith),
        forged: null,
        run: peer.renew,
        answer: (setCookies) => setCookies.length > 0,
        expected: people.map(() => true),
      });
    },

    async signOut() {
      return alsoInFlight({
        ...labelled("signOut"),
        async inputs(count) {
          const requests: Request[] = [];
          await forEach(count, IN_FLIGHT, async (number) => {
            requests.push(peer.requestWith(await peer.signIn(personNumber(number % IN_FLIGHT))));
          });
          return requests;
        },
        forged: null,
        run: peer.signOut,
        answer: (_, request) => peer.read(request),
        expected: [null, null],
      });
    },

    async list(perUser) {
      const { list } = peer;
      if (list === null) return [];
      for (let session = 1; session < perUser; session++) await setCookiesOf();
      return alsoInFlight({
        ...labelled("list"),
        inputs: (await setCookiesOf()).map(peer.requestWith),
        forged: null,
        run: list,
        answer: (count) => count,
        expected: people.map(() => perUser),
      });
    },
  };
}

/** Returns two contestants: one operation after another, and many concurrent ones. */
export function alsoInFlight<Input, Result>(
  entry: Parameters<typeof contestant<Input, Result>>[0],
): Contestant[] {
  return [
    contestant(entry),
    contestant({
      ...entry,
      name: inFlight(entry.name),
      ...(entry.floor !== undefined && { floor: inFlight(entry.floor) }),
      inFlight: IN_FLIGHT,
    }),
  ];
}

export function inFlight(name: string): string {
  return `${name}, ${IN_FLIGHT} in flight`;
}

/** Changes the end of a cookie's value, where its signature is. */
function forgedCookie(setCookie: string): string {
  const [pair = "", ...attributes] = setCookie.split(";");
  return [tamper(pair), ...attributes].join(";");
}
