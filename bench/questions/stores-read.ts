import type { Question, Setting } from "../harness/question.ts";
import { aboutOf, allStores, yardsticksOf } from "../stores/all.ts";
import { bareRead, ours, reading } from "../stores/ours.ts";
import { numberedSessions } from "../stores/sessions.ts";

export async function ask(setting: Setting): Promise<Question> {
  const sessions = await numberedSessions(2);
  const contests = await allStores(setting, sessions);
  const contestants = [];
  for (const { backend, peer } of contests) {
    contestants.push(...reading({ backend, sessions, stored: setting.stored }));
    contestants.push(...((await peer?.read()) ?? []));
  }
  return {
    title: "Stores: read a session",
    about: [
      "One operation: from the headers of a request, with three cookies beside the session's, to a checked session with the user's name, e-mail address and role.",
      ...aboutOf(contests, setting),
      "The floor is one bare question through the same client. On SQLite it also hashes the secret and parses the data, as little as that takes; on PostgreSQL and Redis the way to the server and back is the floor, and nothing is done with what it brings.",
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
