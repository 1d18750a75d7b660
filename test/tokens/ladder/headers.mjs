// Requests whose headers could keep a parser busy, and everything that reads them.

/** The headers that somebody parses. */
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

/** What a header is filled with: each looks for a loop that a part of its own length starts again. */
const SHAPES = [
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

/** How what is valid begins, so that a parser goes on into the rest. */
const BEGINNINGS = {
  cookie: "signet=",
  authorization: "Bearer ",
  origin: "https://",
  forwarded: 'for="',
  referer: "http://localhost:3000/",
  "x-signet-path": "/",
};

const LOCAL = { host: "localhost:3000", "sec-fetch-site": "same-origin" };

/** Requests with one header of about so many characters, one for each way to fill it. */
export function longHeaders(name, length) {
  const others = { ...LOCAL };
  delete others[name];
  const starts = name in BEGINNINGS ? ["", BEGINNINGS[name]] : [""];
  return SHAPES.flatMap((shape) =>
    starts.map((start) => ({
      shape: start + shape,
      request: { ...others, [name]: start + shape.repeat(Math.ceil(length / shape.length)) },
    })),
  );
}

/** A request with a header that is repeated so many times. */
export function repeatedHeader(name, times) {
  return { ...LOCAL, [name]: Array.from({ length: times }, (_, at) => `signet=${at}`) };
}

/** A request with a Cookie header of about so many characters in as many cookies as it holds. */
export function manyCookies(length, ours) {
  const cookies = Array.from({ length: length / 14 }, (_, at) => `c${100_000 + at}=1`);
  return { ...LOCAL, cookie: [...cookies, ours].join("; ") };
}

/**
 * Makes a function that takes a request through all that an engine and the Next adapter do with one.
 *
 * @param load the library's modules, by their path in src or dist.
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
