declare const window: unknown;

// Bundlers replace `process.env.NEXTAUTH_URL` only in this form, so the names are written out.
declare const process: {
  readonly env: {
    readonly NODE_ENV?: string;
    readonly NEXTAUTH_URL?: string;
    readonly NEXTAUTH_URL_INTERNAL?: string;
    readonly VERCEL_URL?: string;
  };
};

/** Returns a variable of the environment. Browsers without a bundler's `process` have none. */
function variable(read: () => string | undefined): string | undefined {
  try {
    return read() || undefined;
  } catch {
    return undefined;
  }
}

const siteUrl = variable(() => process.env.NEXTAUTH_URL);
const internalUrl = variable(() => process.env.NEXTAUTH_URL_INTERNAL) ?? siteUrl;
const hostUrl = variable(() => process.env.VERCEL_URL);

/** The addresses of the auth routes. `SessionProvider` sets `basePath`. */
export const addresses: {
  /** The path in browsers. */
  basePath: string;
  /** The URL on the server. */
  readonly server: string;
} = {
  basePath: pathOf(siteUrl),
  server: originOf(internalUrl ?? hostUrl) + pathOf(internalUrl),
};

/** Returns the start of the URLs of all requests. */
export function apiBaseUrl(): string {
  return isBrowser() ? addresses.basePath : addresses.server;
}

export function isBrowser(): boolean {
  return typeof window !== "undefined";
}

export function isProduction(): boolean {
  return variable(() => process.env.NODE_ENV) === "production";
}

function originOf(url: string | undefined): string {
  return url === undefined ? "http://localhost:3000" : parse(url).origin;
}

function pathOf(url: string | undefined): string {
  const { pathname } = parse(url ?? "http://localhost:3000");
  return pathname === "/" ? "/api/auth" : pathname.replace(/\/$/, "");
}

/** Parses the URL of a site. Hosts of Vercel have no scheme. */
function parse(url: string): URL {
  return new URL(url.startsWith("http") ? url : `https://${url}`);
}
