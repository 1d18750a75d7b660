import { Code } from "../ui/code";

const ENDPOINTS = [
  [
    "POST",
    "/api/<side>/sign-in",
    "takes JSON with username and password, and answers with a cookie",
  ],
  ["GET", "/api/<side>/me", "your session, by the cookie or by Authorization: Bearer"],
  ["POST", "/api/<side>/sign-out", "ends this session"],
  ["GET", "/api/<side>/sessions", "your sessions on all devices; database and hybrid only"],
  ["DELETE", "/api/<side>/sessions/<id>", "ends one of them; database and hybrid only"],
  [
    "GET",
    "/api/hybrid/watch",
    "whether the session is live, what decided that, and who ended it when",
  ],
  ["GET", "/api/hybrid/live", "the same, and each change of it, as Server-Sent Events"],
  [
    "GET",
    "/api/hybrid/refused/<id>",
    "how long after its end this server refused one of your sessions",
  ],
] as const;

/** The same sides without a page. */
export function OverHttp() {
  return (
    <section aria-labelledby="over-http" className="mt-16">
      <h2 id="over-http" className="text-xl font-semibold tracking-tight">
        The same over HTTP
      </h2>
      <p className="mt-2 max-w-2xl text-soft">
        <Code>{"<side>"}</Code> is <Code>jwt</Code>, <Code>sealed</Code>, <Code>database</Code> or{" "}
        <Code>hybrid</Code>. Errors are <Code>application/problem+json</Code>; 429 comes with{" "}
        <Code>Retry-After</Code>.
      </p>
      <dl className="mt-6 text-sm">
        {ENDPOINTS.map(([method, path, what]) => (
          <div
            key={path + method}
            className="gap-6 border-t border-line py-2.5 sm:grid sm:grid-cols-[22rem_1fr]"
          >
            <dt className="font-mono text-xs leading-6 wrap-anywhere">
              <span className="inline-block w-16 font-semibold">{method}</span>
              {path}
            </dt>
            <dd className="text-soft">{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
