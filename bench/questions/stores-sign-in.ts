import { createSignet, database } from "signet-auth";
import type { Contestant, Question, Setting } from "../harness/question.ts";
import { type Person, pairsOf, personNumber, secret } from "../reads/people.ts";
import { aboutOf, allStores, yardsticksOf } from "../stores/all.ts";
import { dataIn, ours, type Subject } from "../stores/ours.ts";
import { alsoInFlight, IN_FLIGHT } from "../stores/peer.ts";
import { headersWith, numberedSessions, personSchema } from "../stores/sessions.ts";

export async function ask(setting: Setting): Promise<Question> {
  const sessions = await numberedSessions(2);
  const contests = await allStores(setting, sessions);
  const contestants: Contestant[] = [];
  for (const { backend, peer } of contests) {
    contestants.push(...signingIn({ backend, sessions, stored: setting.stored }));
    contestants.push(...((await peer?.signIn()) ?? []));
  }
  return {
    title: "Stores: sign in",
    about: [
      "One operation: from the headers of a request and the user's name, e-mail address and role to a session in the store and the `Set-Cookie` headers. Acknowledged writes are on the disk.",
      ...aboutOf(contests, setting),
      "The floor is one bare insert of the same size, without the `Set-Cookie` headers, the random numbers, the device label and, on Redis, the user's index.",
    ],
    contestants,
    yardsticks: yardsticksOf(contests),
    targets: [],
  };
}

function signingIn({ backend, sessions, stored }: Subject): Contestant[] {
  const { name, store, bare } = backend;
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
      answer: (_, { id }) => dataIn(backend, id),
      expected: [sessions.person, sessions.person],
    });
  const signIns = (most: number | null) => {
    const limit = most === null ? {} : { maxSessionsPerUser: most };
    const strategy = database({ store, ...limit });
    const signet = createSignet({ strategy, secret, data: personSchema });
    const people = Array.from({ length: IN_FLIGHT }, (_, number) => personNumber(number));
    // Without a session limit every user is new. Otherwise some users would have thousands of sessions.
    const userOf = ({ email }: Person) => (most === null ? `user-${next++}` : email);
    const headers = headersWith("");
    return alsoInFlight({
      group: name,
      name: ours(name) + (most === null ? "" : `, at most ${most} sessions a user`),
      note: most === null ? "" : "Ends the user's oldest session in the same transaction.",
      ...(bare && { floor }),
      inputs: people,
      forged: null,
      run: (person) => signet.signIn(headers, { userId: userOf(person), data: person }),
      async answer({ setCookies }) {
        const reading = await signet.read(headersWith(pairsOf(setCookies)));
        return reading.status === "active" ? reading.session.data : null;
      },
      expected: people,
    });
  };
  return [...(floors ?? []), ...signIns(null), ...signIns(5)];
}
