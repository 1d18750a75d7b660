import { invalidConfig } from "../errors.ts";

/**
 * Compiles path patterns, and returns a function that checks whether a path matches one of them. A
 * pattern consists of literal segments and `:name`, which matches one segment. At its end it may
 * have `:name*`, which matches any number of segments, as in `/dashboard/:path*`.
 *
 * @throws {SignetError} `invalid-config` for a pattern of another form.
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
  /** Whether the pattern ends in `:name*`. */
  readonly open: boolean;
}

function compile(pattern: string): Pattern {
  if (!/^\/(?:(?:[\w.~-]+|:\w+)(?:\/|$))*(?::\w+\*)?$/.test(pattern)) {
    throw invalidConfig(
      `protect holds ${JSON.stringify(pattern)}, which is not a valid pattern. Write paths such as "/account", "/team/:id" or "/dashboard/:path*".`,
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

/** Returns the segments of a path as a router does: decoded, without empty segments. */
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
