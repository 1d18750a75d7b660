import {
  type Change,
  isStored,
  type Server,
  type SignedInUser,
  sessionsOf,
} from "./accept.fixture.ts";

/** A way in which a session ends. */
export interface End {
  readonly how: string;
  /** On a server as it was before the change, or as it is after it. */
  readonly on: "before" | "after";
  /** What the browser is told by it. */
  readonly end: (server: Server, user: SignedInUser) => Promise<readonly string[]>;
  /** Sessions of the user that are there afterwards. */
  readonly leaves: number;
}

async function toldNothing(ended: Promise<unknown>): Promise<readonly string[]> {
  await ended;
  return [];
}

export const everywhere: readonly End[] = [
  {
    how: "signing out",
    on: "after",
    end: (server, { browser }) => server.signOut(browser.headers()),
    leaves: 0,
  },
  {
    how: "signing in anew",
    on: "after",
    async end(server, { browser, userId }) {
      const input = { userId, data: { name: "Ada" } };
      return (await server.signIn(browser.headers(), input)).setCookies;
    },
    leaves: 1,
  },
];
const inStores: readonly End[] = [
  {
    how: "revoke",
    on: "after",
    end: (server, { id }) => toldNothing(sessionsOf(server).revoke(id)),
    leaves: 0,
  },
  {
    how: "revokeAll",
    on: "after",
    end: (server, { userId }) => toldNothing(sessionsOf(server).revokeAll(userId)),
    leaves: 0,
  },
  {
    how: "revokeOthers",
    on: "after",
    end: (server, { id, userId }) =>
      toldNothing(sessionsOf(server).revokeOthers({ id: [...id].reverse().join(""), userId })),
    leaves: 0,
  },
  {
    how: "revokeEverything",
    on: "after",
    end: (server) => toldNothing(sessionsOf(server).revokeEverything()),
    leaves: 0,
  },
];
const asBefore: End = {
  how: "revoke on a server of before",
  on: "before",
  end: (server, { id }) => toldNothing(sessionsOf(server).revoke(id)),
  leaves: 0,
};

/** The ways there are at this change. */
export function endsOf({ from, to }: Change): readonly End[] {
  return [...everywhere, ...(isStored(to) ? inStores : []), ...(isStored(from) ? [asBefore] : [])];
}
