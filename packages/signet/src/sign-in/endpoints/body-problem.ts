import type { BodyFault } from "./body.ts";
import { MOST_BYTES } from "./body.ts";

const PROBLEMS: Readonly<Record<BodyFault, readonly [number, string, string]>> = {
  "too-large": [413, "Body too large", `The body has more than ${MOST_BYTES} bytes. Send less.`],
  unsupported: [
    415,
    "Unsupported body",
    "Send a form (application/x-www-form-urlencoded or multipart/form-data), or application/json.",
  ],
  malformed: [
    400,
    "Malformed body",
    "The body is no form of at most 64 fields, and no JSON object.",
  ],
};

/** Returns the response to a body that cannot be read (RFC 9457). */
export function bodyProblem(fault: BodyFault): Response {
  const [status, error, detail] = PROBLEMS[fault];
  const body = { type: "about:blank", title: error, status, error, detail };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}
