import { Code } from "../ui/code";

const ENDPOINTS = [
  ["POST", "/api/<side>/sign-in", "JSON with username and password; answers with the cookie"],
  ["GET", "/api/<side>/me", "who you are, by the cookie or by Authorization: Bearer"],
  ["POST", "/api/<side>/sign-out", "ends this session"],
  ["GET", "/api/<side>/sessions", "your devices, on the sides that keep records"],
  ["DELETE", "/api/<side>/sessions/<id>", "revokes one of them"],
  [
    "GET",
    "/api/hybrid/watch",
    "whether the session is live, what decided, and how soon its end was known",
  ],
  [
    "GET",
    "/api/hybrid/refused/<id>",
    "how soon after its end this server refused one of your sessions",
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
        <Code>hybrid</Code>; the last two keep records. Refusals are{" "}
        <Code>application/problem+json</Code>.
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
