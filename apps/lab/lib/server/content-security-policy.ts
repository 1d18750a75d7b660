import { randomBytes } from "node:crypto";
import { practiceProvider } from "../accounts/practice-provider";
import { isPracticePath } from "../practice/practice-path";

/**
 * Returns the policy of the page at a path. Its scripts run by a random nonce.
 *
 * Pages of the practice also permit WebAssembly and a worker, which run programs, and style elements with
 * the nonce, which the code editor adds.
 */
export function contentSecurityPolicy(
  path: string,
  isDevelopment = process.env.NODE_ENV === "development",
): string {
  const nonce = randomBytes(16).toString("base64");
  const isPractice = isPracticePath(path);
  const provider = practiceProvider();
  const providers = provider === null ? [] : [provider.issuer];
  const scripts = ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'"];
  if (isPractice) scripts.push("'wasm-unsafe-eval'");
  const styles = ["'self'"];
  if (isDevelopment) {
    // React uses eval for stack traces, and the overlay of Next.js uses inline styles. A browser ignores
    // 'unsafe-inline' beside a nonce, so development has no nonce for styles.
    scripts.push("'unsafe-eval'");
    styles.push("'unsafe-inline'");
  } else if (isPractice) styles.push(`'nonce-${nonce}'`);
  return [
    "default-src 'self'",
    `script-src ${scripts.join(" ")}`,
    `style-src ${styles.join(" ")}`,
    ...(isPractice ? ["worker-src 'self'"] : []),
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    // Browsers check the address to which a form's response redirects, so the provider is in the list.
    `form-action ${["'self'", ...providers].join(" ")}`,
    "frame-ancestors 'none'",
  ].join("; ");
}
