import { invalidConfig } from "../errors.ts";

/**
 * Compiles path patterns: literal segments, `:name` for one segment, and at the end `:name*` for any
 * number of them, as in `/dashboard/:path*`.
 *
 * @throws {SignetError} `invalid-config` for anything else.
 */
export function pathMatcher(patterns: readonly string[]): (pathname: string) => boolean {
  const compiled = patterns.map(compile);
  return (pathname) => {
    const segments = segmentsOf(pathname);
    return compiled.some((pattern) => matches(pattern, segments));
  };
}

interface Pattern {
  readonly segments: readonly string[];
  /** Whether it ends in `:name*`. */
  readonly open: boolean;
}

function compile(pattern: string): Pattern {
  if (!/^\/(?:(?:[\w.~-]+|:\w+)(?:\/|$))*(?::\w+\*)?$/.test(pattern)) {
    throw invalidConfig(
      `protect holds ${JSON.stringify(pattern)}, which is not understood. Write paths such as "/account", "/team/:id" or "/dashboard/:path*".`,
    );
  }
  const segments = segmentsOf(pattern);
  const open = segments.at(-1)?.endsWith("*") ?? false;
  return { segments: open ? segments.slice(0, -1) : segments, open };
}

function matches({ segments, open }: Pattern, given: readonly string[]): boolean {
  if (open ? given.length < segments.length : given.length !== segments.length) return false;
  return segments.every((segment, at) => segment.startsWith(":") || segment === given[at]);
}

/** Segments as a router sees them: decoded, and empty ones dropped. */
function segmentsOf(pathname: string): string[] {
  return pathname
    .split("/")
    .filter((segment) => segment !== "")
    .map(decode);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
