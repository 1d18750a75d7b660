import { Code } from "../ui/code";

const ENDPOINTS = [
  [
    "POST",
    "/api/<strategy>/sign-in",
    "starts a session and sets its cookie; takes JSON with username and password",
  ],
  ["GET", "/api/<strategy>/me", "returns the session of the cookie or of Authorization: Bearer"],
  ["POST", "/api/<strategy>/sign-out", "ends this session"],
  [
    "GET",
    "/api/<strategy>/sessions",
    "lists your sessions on all devices; database and hybrid only",
  ],
  [
    "DELETE",
    "/api/<strategy>/sessions/<id>",
    "revokes one of your sessions; database and hybrid only",
  ],
  [
    "GET",
    "/api/hybrid/watch",
    "returns the status of the session, and the device and time of its end",
  ],
  ["GET", "/api/hybrid/live", "sends that status and each change as Server-Sent Events"],
  [
    "GET",
    "/api/hybrid/refused/<id>",
    "returns the time from the end of one of your sessions to its refusal by this server",
  ],
  [
    "POST",
    "/api/practice/events",
    "stores an answer of the practice; begins a guest session for a visitor without a hybrid session",
  ],
  ["GET", "/api/practice/export", "downloads your progress in the practice as JSON"],
] as const;

/** Lists the HTTP endpoints of the Lab. */
export function HttpEndpoints() {
  return (
    <section aria-labelledby="http-endpoints" className="mt-16">
      <h2 id="http-endpoints" className="text-xl font-semibold tracking-tight">
        HTTP endpoints
      </h2>
      <p className="mt-2 max-w-2xl text-soft">
        <Code>{"<strategy>"}</Code> is <Code>jwt</Code>, <Code>sealed</Code>, <Code>database</Code>{" "}
        or <Code>hybrid</Code>. Errors are <Code>application/problem+json</Code>. Status 429 has a{" "}
        <Code>Retry-After</Code> header.
      </p>
      <dl className="mt-6 text-sm">
        {ENDPOINTS.map(([method, path, description]) => (
          <div
            key={path + method}
            className="gap-6 border-t border-line py-2.5 sm:grid sm:grid-cols-[22rem_1fr]"
          >
            <dt className="font-mono text-xs leading-6 wrap-anywhere">
              <span className="inline-block w-16 font-semibold">{method}</span>
              {path}
            </dt>
            <dd className="text-soft">{description}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
