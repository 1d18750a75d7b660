// Requests with headers that could be slow to parse, and all functions that parse them.

/** The headers that the library parses. */
export const HEADERS = [
  "cookie",
  "authorization",
  "host",
  "origin",
  "forwarded",
  "x-forwarded-proto",
  "x-forwarded-host",
  "sec-fetch-site",
  "sec-purpose",
  "user-agent",
  "referer",
  "x-signet-path",
];

/**
 * Texts that are repeated to fill a header. Each one is meant to find a parser that scans the rest of
 * the header again for each part.
 */
const FILLINGS = [
  ...[
    "signet=a;",
    "signet;",
    "signet",
    "signet=;\t",
    "signet.0=1.a; signet.1=b;",
    "signet-ended=a;",
  ],
  ...["a=1; ", ";", "  \t", "=", "%41", "\u00e9", "a", "a.", ".localhost", "0:"],
  ...[",", ", ", ",  \t", ", Bearer", ", Bearer a", "Bearer ", "https,"],
  ...["proto=https;", 'a="\\a', '\\"', "prefetch", "(", "Mozilla/5.0 ("],
];

/** The start of a valid header, so that a parser continues with the filling. */
const BEGINNINGS = {
  cookie: "signet=",
  authorization: "Bearer ",
  origin: "https://",
  forwarded: 'for="',
  referer: "http://localhost:3000/",
  "x-signet-path": "/",
};

const LOCAL = { host: "localhost:3000", "sec-fetch-site": "same-origin" };

/** Creates requests with one long header of about `length` characters, one for each filling. */
export function longHeaders(name, length) {
  const others = { ...LOCAL };
  delete others[name];
  const starts = name in BEGINNINGS ? ["", BEGINNINGS[name]] : [""];
  return FILLINGS.flatMap((filling) =>
    starts.map((start) => ({
      filling: start + filling,
      request: { ...others, [name]: start + filling.repeat(Math.ceil(length / filling.length)) },
    })),
  );
}

/** Creates a request with a header that is sent `times` times. */
export function repeatedHeader(name, times) {
  return { ...LOCAL, [name]: Array.from({ length: times }, (_, at) => `signet=${at}`) };
}

/**
 * Creates a request with a Cookie header of about `length` characters: many short cookies and
 * `lastCookie`.
 */
export function manyCookies(length, lastCookie) {
  const cookies = Array.from({ length: length / 14 }, (_, at) => `c${100_000 + at}=1`);
  return { ...LOCAL, cookie: [...cookies, lastCookie].join("; ") };
}

/**
 * Creates a function that runs all operations of an engine and of the Next adapter on a request.
 *
 * @param load imports a module of the library by its path in src or dist
 */
export async function readersOf(load) {
  const { createSignet, database, jwt, memoryStore } = await load("index");
  const [{ withCookies }, { headerOf }, { prefetchHeader }, { describeSender }, transport] =
    await Promise.all(
      ["cookie-header", "request-source", "prefetch", "sender", "transport"].map((name) =>
        load(`http/${name}`),
      ),
    );
  const { currentPagePath } = await load("next/current-page");
  const secret = "a-secret-for-the-ladder-of-headers-0123456789";
  const engines = [jwt(), database({ store: memoryStore(), maxSessionsPerUser: 2 })].map(
    (strategy) => createSignet({ strategy, secret, trustProxy: true }),
  );
  return async (request) => {
    for (const signet of engines) {
      await signet.renew(request, await signet.read(request));
      signet.isForged(request, "POST");
      for (const attempt of [
        () => signet.signIn(request, { userId: "ada" }),
        () => signet.update(request, {}),
        () => signet.signOut(request),
      ]) {
        await attempt().catch((error) => {
          if (!("code" in error) || error.message.length > 2_000) throw error;
        });
      }
    }
    for (const describe of [prefetchHeader, describeSender, transport.describeTransport]) {
      describe(request, true);
    }
    currentPagePath({ origin: "http://localhost:3000", ...request });
    const cookie = headerOf(request, "cookie") ?? "";
    const names = cookie.split(";", 100_000).map((pair) => pair.trim().split("=", 1)[0]);
    withCookies(cookie, new Map(names.map((name) => [name, null])));
  };
}
