import { createSignet, type FeedStore, hybrid } from "signet-auth";
import { testRecord } from "signet-auth/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Folder } from "../harness/folder.ts";
import { copyOfLibrary, entryOf } from "../harness/library-copy.ts";

/** The number of copies of the library, and of stores in each copy. */
const [COPIES, STORES] = [3, 7];

const host = { host: "localhost" };
const secret = "a-secret-for-tests-of-connections-0123456789";

export interface Opening<Maker, Client> {
  /** The file of the store function in the built library. */
  readonly entry: string;
  readonly makeAt: (library: Maker, url: string) => FeedStore & { close(): Promise<void> };
  readonly makeOn: (library: Maker, client: Client) => FeedStore;
  readonly url: () => string;
  readonly newClient: () => Client;
  /** Returns the number of connections to the server, without the one that asks. */
  readonly connections: () => Promise<number>;
  /** The largest allowed number of connections. */
  readonly most: number;
}

/** Defines the tests that stores of one process share the clients that the library opens. */
export function testSharedClients<Maker, Client>(opening: Opening<Maker, Client>): void {
  const { entry, makeAt, makeOn, connections, most } = opening;
  const copies: Folder[] = [];
  beforeAll(() => {
    for (let more = 0; more < COPIES; more++) copies.push(copyOfLibrary());
  });
  afterAll(() => {
    for (const copy of copies) copy.remove();
  });

  async function stores<S extends FeedStore>(make: (library: Maker) => S): Promise<S[]> {
    const libraries = await Promise.all(copies.map((copy) => import(entryOf(copy, entry))));
    return libraries.flatMap((library) => Array.from({ length: STORES }, () => make(library)));
  }

  /** Reads by the view, so that every store follows its feed and is subscribed to hints. */
  async function useAll(all: readonly FeedStore[]): Promise<void> {
    for (const store of all) {
      const signet = createSignet({ strategy: hybrid({ store }), secret });
      const { credential } = await signet.signIn(host, { userId: "ada" });
      const reading = await signet.read({ ...host, authorization: `Bearer ${credential}` });
      expect(reading).toMatchObject({ decidedBy: "view" });
    }
  }

  test("stores on one URL share one client, even in several copies of the library", async () => {
    const all = await stores((library) => makeAt(library, opening.url()));
    await useAll(all);
    expect(await connections()).toBeLessThanOrEqual(most);
    const [first, ...others] = all;
    const record = testRecord();
    await first?.create(record, null);
    await first?.close();
    await first?.close();
    for (const other of others) expect(await other.find(record.id)).toEqual(record);
    for (const other of others) await other.close();
    await expect.poll(connections).toBe(0);
    expect(await first?.find(record.id)).toEqual(record);
    await first?.close();
    await expect.poll(connections).toBe(0);
  });

  test("stores on one client add one connection to it, even in several copies of the library", async () => {
    const client = opening.newClient();
    await useAll(await stores((library) => makeOn(library, client)));
    expect(await connections()).toBeLessThanOrEqual(most);
  });

  test("in development a third client to one server causes a warning that says what to do", async () => {
    vi.stubEnv("NODE_ENV", "development");
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    try {
      const [library] = await Promise.all(copies.map((copy) => import(entryOf(copy, entry))));
      const one = opening.newClient();
      for (let more = 0; more < 5; more++) makeOn(library, one);
      for (let more = 0; more < 5; more++) makeAt(library, opening.url());
      makeOn(library, opening.newClient());
      expect(warn).not.toHaveBeenCalled();
      for (let more = 0; more < 3; more++) makeOn(library, opening.newClient());
      expect(warn).toHaveBeenCalledTimes(1);
      expect(warn.mock.calls[0]?.[0]).toMatch(/third client.*process\.env\.\w+.*globalThis/);
    } finally {
      vi.unstubAllEnvs();
      warn.mockRestore();
    }
  });
}
