import { randomBytes } from "node:crypto";

const isDevelopment = process.env.NODE_ENV === "development";

/** Returns the policy of one page. Its scripts run by a random nonce. */
export function contentSecurityPolicy(): string {
  const nonce = randomBytes(16).toString("base64");
  // In development React uses eval for stack traces, and the overlay of Next.js uses inline styles.
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
