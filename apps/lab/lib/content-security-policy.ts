import { randomBytes } from "node:crypto";

const isDevelopment = process.env.NODE_ENV === "development";

/** A policy for one page: its scripts run by a nonce that nobody could have guessed. */
export function contentSecurityPolicy(): string {
  const nonce = randomBytes(16).toString("base64");
  // In development React rebuilds stacks with eval, and Next's overlay styles itself.
  const [devScript, devStyle] = isDevelopment ? [" 'unsafe-eval'", " 'unsafe-inline'"] : ["", ""];
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${devScript}`,
    `style-src 'self'${devStyle}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
