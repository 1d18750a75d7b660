import { RedisStore } from "connect-redis";
import session, { type SessionRequest, type SessionResponse } from "express-session";
import { type Person, pairsOf, personNumber, secret } from "../reads/people.ts";
import { randomText } from "../reads/stored.ts";
import { forEach } from "./backend.ts";
import { contestantsOf, type PeerContestants } from "./peer.ts";
import { type Headings, headersWith } from "./sessions.ts";

const WEEK = 7 * 86_400_000;

/** express-session's middleware with connect-redis, on the same client and with the same number of sessions. */
export async function expressSessionOn(client: object, stored: number): Promise<PeerContestants> {
  const store = new RedisStore({ client });
  await forEach(stored, 512, (number) =>
    store.set(randomText(24), {
      cookie: { originalMaxAge: WEEK, expires: new Date(Date.now() + WEEK), httpOnly: true },
      person: personNumber(number),
    }),
  );
  return contestantsOf("Redis", peerOn(store));
}

function peerOn(store: RedisStore) {
  const keepingOf = (rolling: boolean) =>
    session({
      store,
      secret,
      name: "connect.sid",
      resave: false,
      saveUninitialized: false,
      rolling,
      proxy: true,
      cookie: { secure: true, maxAge: WEEK },
    });
  const keeping = keepingOf(false);
  const rolling = keepingOf(true);

  return {
    name: "express-session with connect-redis",
    notes: {
      read: "Until the middleware calls `next`, without its `EXPIRE` at the end of the response.",
      signIn:
        "`regenerate`, as in its documentation, which deletes the former session; saved at the end of the response.",
      renew: "With `rolling`, until the end of the response: a `GET` and an `EXPIRE`.",
      signOut: "The middleware and `session.destroy`.",
    },
    requestWith: (setCookies: readonly string[]) => headersWith(pairsOf(setCookies)),

    async signIn(person: Person) {
      const [request, response] = exchange(headersWith(""));
      await passed((next) => keeping(request, response, next));
      await passed((next) => request.session?.regenerate(next));
      if (request.session !== undefined) request.session["person"] = person;
      return response.ended();
    },

    async read(headers: Headings) {
      const [request, response] = exchange(headers);
      await passed((next) => keeping(request, response, next));
      return personIn(request);
    },

    async renew(headers: Headings) {
      const [request, response] = exchange(headers);
      await passed((next) => rolling(request, response, next));
      return response.ended();
    },

    async signOut(headers: Headings) {
      const [request, response] = exchange(headers);
      await passed((next) => keeping(request, response, next));
      await passed((next) => request.session?.destroy(next));
    },

    list: null,
  };
}

function personIn({ session: found }: SessionRequest): Person | null {
  const person: Partial<Person> = Object(found?.["person"]);
  const { name, email, role } = person;
  return name && email && role ? { name, email, role } : null;
}

function passed(step: (next: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    step((error) => (error ? reject(error) : resolve()));
  });
}

/** Returns a request and a response with only the parts that the middleware uses. */
function exchange(headers: Headings): [SessionRequest, Response] {
  return [{ headers, method: "GET", url: "/dashboard" }, new Response()];
}

class Response implements SessionResponse {
  readonly #headers = new Map<string, string[]>();
  #done: () => void = () => {};
  _header = false;

  getHeader(name: string): string[] | undefined {
    return this.#headers.get(name);
  }

  setHeader(name: string, value: string[]): void {
    this.#headers.set(name, value);
  }

  writeHead(_status: number): void {
    this._header = true;
  }

  _implicitHeader(): void {
    this.writeHead(200);
  }

  end(): void {
    this.#done();
  }

  /** Ends the response. Resolves to its `Set-Cookie` headers when the middleware is done. */
  ended(): Promise<readonly string[]> {
    return new Promise((resolve) => {
      this.#done = () => {
        if (!this._header) this._implicitHeader();
        resolve(this.#headers.get("Set-Cookie") ?? []);
      };
      this.end();
    });
  }
}
