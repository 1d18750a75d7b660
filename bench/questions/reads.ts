import type { Question, Setting } from "../harness/question.ts";
import { BETTER_AUTH, betterAuthReads } from "../reads/better-auth.ts";
import { ironSessionReads } from "../reads/iron-session.ts";
import { NEXT_AUTH, nextAuthReads } from "../reads/next-auth.ts";
import { SESSIONS } from "../reads/people.ts";
import {
  DATABASE,
  DATABASE_FLOOR,
  databaseReads,
  HYBRID,
  hybridReads,
  JWT,
  JWT_FLOOR,
  jwtReads,
  SEALED,
  SEALED_FLOOR,
  sealedReads,
} from "../reads/signet.ts";

export async function ask(setting: Setting): Promise<Question> {
  const count = setting.stored.toLocaleString("en");
  return {
    title: "Read a session: from the Cookie header to the signed-in user",
    about: [
      `One operation: from the headers of a request, with three cookies beside the session's, to a checked session with the user's name, e-mail address and role. ${SESSIONS.toLocaleString("en")} sessions of Signet are read in turn, more than it caches, and sixteen sessions of each peer. All contestants returned the correct user and refused a changed credential before the measurement.`,
      `The stores are SQLite files with a write-ahead log, opened through \`node:sqlite\`, with ${count} sessions in each. better-auth created its own schema, its users by sign-up and its sessions by sign-in. The other rows are copies.`,
      "next-auth, iron-session and better-auth run work in another thread. To wake a thread takes several times as long on an idle virtual machine as on a busy one. In the rows with sixteen at once, the operations share one wake-up.",
    ],
    contestants: [
      ...(await jwtReads()),
      ...(await sealedReads()),
      ...(await databaseReads(setting)),
      ...(await hybridReads(setting)),
      ...(await nextAuthReads()),
      ...(await ironSessionReads()),
      ...(await betterAuthReads(setting)),
    ],
    yardsticks: [JWT, DATABASE],
    targets: [
      { ours: JWT, bound: "at most", times: 2, against: JWT_FLOOR },
      { ours: JWT, bound: "at least", times: 15, against: NEXT_AUTH },
      { ours: JWT, bound: "at least", times: 100, against: BETTER_AUTH },
      { ours: SEALED, bound: "at most", times: 1.5, against: SEALED_FLOOR },
      { ours: HYBRID, bound: "at most", times: 1.15, against: JWT },
      { ours: DATABASE, bound: "at most", times: 2, against: DATABASE_FLOOR },
      { ours: DATABASE, bound: "at least", times: 40, against: BETTER_AUTH },
    ],
  };
}
