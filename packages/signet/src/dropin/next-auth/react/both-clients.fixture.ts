/** Runs a call on next-auth's client and on this one, in a browser or a server of stubs. */
import { createRequire } from "node:module";
import { vi } from "vitest";
import type * as ours from "./index.ts";

export type Client = typeof ours;

/** An answer of the server: JSON, another text, or no connection. */
export type Answer =
  | { status?: number; json: unknown }
  | { status?: number; text: string }
  | "down";

export interface World {
  /** Answers by path below `/api/auth`, such as `session`. A list is used up from its start. */
  readonly answers?: Readonly<Record<string, Answer | readonly Answer[]>>;
  /** The page of the browser. `null` means a server. */
  readonly page?: string | null;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Seen {
  readonly requests: string[];
  /** URLs that the page went to. */
  readonly locations: string[];
  readonly reloads: number;
  /** Triggers of the messages to other tabs. */
  readonly messages: string[];
  readonly beacons: number;
  readonly result: unknown;
}

const SITE = "https://site.example";
const VARIABLES = ["NEXTAUTH_URL", "NEXTAUTH_URL_INTERNAL", "VERCEL_URL"];
const require = createRequire(import.meta.url);

/** Loads a new copy of next-auth's client, because it reads its environment when it is loaded. */
function loadOriginal(): Client {
  for (const path of Object.keys(require.cache)) {
    if (path.includes("/next-auth/")) delete require.cache[path];
  }
  return require("next-auth/react");
}

async function loadOurs(): Promise<Client> {
  vi.resetModules();
  return await import("./index.ts");
}

export interface Both {
  readonly original: Seen;
  readonly ours: Seen;
}

/** Runs a call in two equal worlds. */
export async function onBoth(
  world: World,
  call: (client: Client) => Promise<unknown>,
): Promise<Both> {
  return {
    original: await runIn(world, loadOriginal, call),
    ours: await runIn(world, loadOurs, call),
  };
}

/** Runs a call on this client alone. */
export async function onOurs(
  world: World,
  call: (client: Client) => Promise<unknown>,
): Promise<Seen> {
  return await runIn(world, loadOurs, call);
}

async function runIn(
  { answers = {}, page = `${SITE}/page?a=b`, env = {} }: World,
  load: () => Client | Promise<Client>,
  call: (client: Client) => Promise<unknown>,
): Promise<Seen> {
  const seen = { requests: [], locations: [], messages: [] } as Record<string, string[]> &
    Pick<Seen, "requests" | "locations" | "messages">;
  let reloads = 0;
  let beacons = 0;
  const queues = new Map(
    Object.entries(answers).map(([path, all]) => [path, Array.isArray(all) ? [...all] : [all]]),
  );
  for (const name of VARIABLES) vi.stubEnv(name, env[name]);
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
    const request = new Request(new URL(url, SITE), init);
    const headers = JSON.stringify([...request.headers].sort());
    const shown = url.startsWith("http") ? url : request.url.replace(SITE, "");
    seen.requests.push(`${request.method} ${shown} ${headers} ${await request.text()}`);
    const path = new URL(request.url).pathname.replace(/^.*\/auth\//, "");
    const queue = queues.get(path) ?? [];
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    if (answer === undefined || answer === "down") throw new TypeError("Failed to fetch");
    const body = "text" in answer ? answer.text : JSON.stringify(answer.json);
    return new Response(body, { status: answer.status ?? 200 });
  });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  if (page !== null) {
    const location = {
      get href() {
        return page;
      },
      set href(url: string) {
        seen.locations.push(url);
      },
      reload: () => reloads++,
    };
    vi.stubGlobal("window", { location });
    vi.stubGlobal("navigator", { onLine: true, sendBeacon: () => ++beacons });
    const stored = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem(key: string, value: string) {
        stored.set(key, value);
        seen.messages.push(`${key} ${JSON.parse(value).event} ${JSON.parse(value).data.trigger}`);
      },
    });
  }
  try {
    const client = await load();
    const result = await call(client).then(
      (value) => ({ value }),
      (error: Error) => ({ error: error.name }),
    );
    const { requests, locations, messages } = seen;
    return { requests, locations, reloads, messages, beacons, result };
  } finally {
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  }
}
