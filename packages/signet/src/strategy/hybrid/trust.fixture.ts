import { expect } from "vitest";
import type { Signet } from "../../api.ts";
import { createSignet } from "../../create-signet.ts";
import type { FeedStore } from "../../store/feed.ts";
import { memoryStore } from "../../store/memory.ts";
import type { StoredStrategy } from "../contract.ts";
import { hybrid } from "./index.ts";
import {
  type Data,
  data,
  type Input,
  MINUTE,
  pass,
  secret,
  type Way,
  wayTo,
} from "./servers.fixture.ts";

export const host: { readonly host: string } = { host: "localhost" };
const USERS = ["ada", "grace"];
/** Sessions a user may have. */
export const MOST: number = 2;

/** What befalls the feed of all servers. */
interface Feed {
  epoch: string;
}

/** A server that trusts when it cannot ask. Its feed can lose what it has told, and be of another epoch. */
export interface Trusting {
  readonly way: Way;
  readonly signet: Engine;
  /** Its next page is a gap, after which the store remembers nothing of before. */
  lose(): void;
  /** Another engine on its store, whose tokens live longer. */
  addEngine(): void;
  /** Sessions of which it has heard that they ended. */
  readonly heard: Set<string>;
  /** Calls when it has heard of another epoch, since which no token of before is believed. */
  onEpoch: () => void;
}

type Engine = Signet<Data, Input, StoredStrategy>;

function engineOn(store: FeedStore, cookieName: string, tokenLifetime: "10m" | "1h"): Engine {
  const strategy = hybrid({ store, tokenLifetime, onOutage: "trust", maxSessionsPerUser: MOST });
  return createSignet({ strategy, secret, data, cookieName });
}

export function trusting(shared: FeedStore, feed: Feed): Trusting {
  const heard = new Set<string>();
  const way = wayTo(shared);
  let isLosing = false;
  let epoch: string | null = null;
  const store: FeedStore = {
    ...way.store,
    async find(id) {
      const record = await way.store.find(id);
      if (record === null) heard.add(id);
      return record;
    },
    async revocationsSince(cursor, ...rest) {
      const page = await way.store.revocationsSince(cursor, ...rest);
      // Whoever begins has no cursor to tell by, so to him nothing is lost under the same epoch.
      const isLost = isLosing && cursor !== null;
      const events = isLost ? [] : page.events;
      const isGap = page.isGap || isLost;
      isLosing = false;
      for (const { sessionId, version } of events) if (version === null) heard.add(sessionId);
      const before = epoch;
      epoch = `${page.epoch} ${feed.epoch}`;
      if (before !== null && before !== epoch) server.onEpoch();
      return { ...page, events, isGap, epoch };
    },
  };
  const server: Trusting = {
    way,
    heard,
    onEpoch() {},
    signet: engineOn(store, "shop", "10m"),
    lose() {
      isLosing = true;
    },
    addEngine: () => void engineOn(store, "admin", "1h"),
  };
  return server;
}

interface Token {
  readonly session: string;
  readonly userId: string;
  readonly credential: string;
}

/** Something that befalls the world, by server 0 or 1, often about a token or a user. */
type Act = (at: number, other: number) => Promise<unknown>;

export type ActName =
  | ("signIn" | "renew" | "revoke" | "revokeOthers" | "revokeAll" | "revokeEverything")
  | ("lose" | "epoch" | "addEngine" | "cutFeed" | "pass" | "read" | "outage");

export interface World {
  readonly acts: Readonly<Record<ActName, Act>>;
  /** Readings that were active by the token alone, and those of sessions known to have ended. */
  readonly told: { active: number; refused: number };
}

/** Two servers over one store, all tokens that were ever handed out, and what befalls them. */
export function world(): World {
  const shared = memoryStore();
  const feed: Feed = { epoch: "first" };
  const servers = [trusting(shared, feed), trusting(shared, feed)] as const;
  const tokens: Token[] = [];
  const told = { active: 0, refused: 0 };
  const disbelieved = new Map<Trusting, number>();
  for (const server of servers) server.onEpoch = () => disbelieved.set(server, tokens.length);

  async function hear(deed: (server: Trusting) => Promise<unknown>, at: number): Promise<void> {
    const server = servers[at % 2];
    if (server === undefined) return;
    const before = new Set((await all()).map(({ id }) => id));
    await deed(server).catch(() => {});
    const after = new Set((await all()).map(({ id }) => id));
    // Whoever ends a session knows of it, also where the store names none.
    for (const id of before) if (!after.has(id)) server.heard.add(id);
  }

  async function all() {
    const lists = await Promise.all(USERS.map((userId) => shared.listByUser(userId, 0)));
    return lists.flat();
  }

  const request = ({ credential }: Token) => ({ ...host, authorization: `Bearer ${credential}` });
  const tokenAt = (at: number) => tokens[at % Math.max(tokens.length, 1)];
  const userAt = (at: number) => USERS[at % USERS.length] ?? "";

  const acts: World["acts"] = {
    signIn: (at, user) =>
      hear(async ({ signet }) => {
        // Some present a session, which ends then.
        const presented = user % 3 === 0 ? tokens.at(-1) : undefined;
        const from = presented === undefined ? host : request(presented);
        const input = { userId: userAt(user), data: { name: "x" } };
        const { credential, session } = await signet.signIn(from, input);
        tokens.push({ session: session.id, userId: session.userId, credential });
      }, at),
    renew: (at, token) =>
      hear(async ({ signet }) => {
        const one = tokenAt(token);
        if (one === undefined) return;
        const { credential } = await signet.update(request(one), { name: "y" });
        tokens.push({ ...one, credential });
      }, at),
    revoke: (at, token) =>
      hear(async ({ signet }) => signet.sessions.revoke(tokenAt(token)?.session ?? ""), at),
    revokeOthers: (at, token) =>
      hear(async ({ signet }) => {
        const one = tokenAt(token);
        if (one !== undefined)
          await signet.sessions.revokeOthers({ id: one.session, userId: one.userId });
      }, at),
    revokeAll: (at, user) =>
      hear(async ({ signet }) => signet.sessions.revokeAll(userAt(user)), at),
    revokeEverything: (at) => hear(async ({ signet }) => signet.sessions.revokeEverything(), at),
    lose: async (at) => servers[at % 2]?.lose(),
    epoch: async (at) => {
      feed.epoch = ["first", "second", "third"][at % 3] ?? "";
    },
    addEngine: async (at) => servers[at % 2]?.addEngine(),
    cutFeed: async (at) => {
      const server = servers[at % 2];
      if (server !== undefined) server.way.cut.feed = !server.way.cut.feed;
    },
    pass: (at) => pass([300, 1_500, 6_000, 2 * MINUTE][at % 4] ?? 0),
    read: () => readAll(),
    outage: async () => {
      const cuts = servers.map(({ way }) => ({ ...way.cut }));
      for (const { way } of servers) Object.assign(way.cut, { feed: true, store: true });
      await pass(6_000);
      await readAll();
      for (const [at, { way }] of servers.entries()) Object.assign(way.cut, cuts[at]);
    },
  };

  async function readAll(): Promise<void> {
    for (const server of servers) {
      for (const [at, token] of tokens.entries()) {
        const wasHeard = server.heard.has(token.session);
        const wasOther = at < (disbelieved.get(server) ?? 0);
        const reading = await server.signet.read(request(token));
        const isTrusted = reading.status === "active" && reading.decidedBy === "token";
        if (isTrusted) told.active++;
        if (wasOther) expect(isTrusted).toBe(false);
        if (wasHeard) expect(reading.status).not.toBe("active");
        if (wasHeard) told.refused++;
      }
    }
  }
  return { acts, told };
}
