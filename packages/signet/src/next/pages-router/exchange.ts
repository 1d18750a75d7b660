import type { ServerResponse } from "node:http";
import { SignetError } from "../../errors.ts";
import { changesIn } from "../../http/cookie-header.ts";
import { keyedMutex } from "../../keyed-mutex.ts";
import type { RequestAccess } from "../request-access.ts";
import type { PagesContext } from "./context.ts";
import { addToHead, cookieIdentity, type HeadAdditions } from "./response-head.ts";
import { type PagesSource, sourceOf } from "./source.ts";

/** The additions of the library to one request and its response. */
interface ExchangeState extends HeadAdditions {
  /** The cookies that later reads of the request see; `null` for a deleted cookie. */
  readonly changes: Map<string, string | null>;
  /** One object for each request, because the engine orders the writes of one object. */
  readonly source: PagesSource;
  readonly responses: WeakSet<ServerResponse>;
}

declare global {
  /**
   * The state of each request of the Pages Router, by the request of Node. Global, because Next loads
   * the library once for each type of code (pages, API routes, a custom server).
   */
  var signetAuthExchanges: WeakMap<object, ExchangeState> | undefined;
}

/** A request of the Pages Router, and the cookies of its response. */
export interface Exchange extends RequestAccess {
  readonly source: PagesSource;
  /** Forbids caches to store the response, with any `Cache-Control` that the application sets. */
  forbidCaching(): void;
  /** Adds cookies to the response. A later cookie replaces an earlier one with the same name. */
  addCookies(setCookies: readonly string[]): void;
}

const mutex = keyedMutex<object>();

/** Returns the access to the request and the response of the Pages Router. */
export function exchangeOf({ req, res }: PagesContext): Exchange {
  const state = stateOf(req);
  const exchange: Exchange = {
    source: state.source,

    request: async () => state.source,

    async serialize(write) {
      return mutex(req, async () => {
        // Before the write, so that it neither starts nor ends a session that the browser misses.
        refuseSent(res);
        return write();
      });
    },

    async setCookies(setCookies) {
      if (setCookies.length === 0) return;
      refuseSent(res);
      exchange.addCookies(setCookies);
    },

    addCookies(setCookies) {
      if (setCookies.length === 0 || res.headersSent) return;
      for (const text of setCookies) {
        const identity = cookieIdentity(text);
        state.setCookies.delete(identity);
        state.setCookies.set(identity, text);
      }
      for (const [name, value] of changesIn(setCookies)) state.changes.set(name, value);
      exchange.forbidCaching();
    },

    forbidCaching() {
      state.noStore = true;
      if (state.responses.has(res) || res.headersSent) return;
      state.responses.add(res);
      addToHead(res, state);
    },
  };
  return exchange;
}

function stateOf(request: PagesContext["req"]): ExchangeState {
  globalThis.signetAuthExchanges ??= new WeakMap();
  const known = globalThis.signetAuthExchanges.get(request);
  if (known !== undefined) return known;
  const changes = new Map<string, string | null>();
  const state: ExchangeState = {
    changes,
    source: sourceOf(request, changes),
    setCookies: new Map(),
    noStore: false,
    responses: new WeakSet(),
  };
  globalThis.signetAuthExchanges.set(request, state);
  return state;
}

function refuseSent(response: ServerResponse): void {
  if (!response.headersSent) return;
  throw new SignetError(
    "cannot-set-cookies",
    "The headers of the response were sent already, so no cookie can be set. Sign in, update and sign out before the first res.write(), res.end(), res.json() or res.flushHeaders().",
  );
}
