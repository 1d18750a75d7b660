import { importsOf } from "./imports.ts";
import { isTest, type Source } from "./sources.ts";

/** Folders and files that may import packages or Node modules, with the names that they may import. */
const outside: Readonly<Record<string, readonly string[]>> = {
  "engine/channel/node.ts": ["node:diagnostics_channel"],
  "token/crypto/node/": ["node:crypto"],
  "token/remote-jwks/": ["jose"],
  "sign-in/oauth/": ["openid-client", "jose"],
  "sign-in/totp/": ["otplib"],
  "dropin/jsonwebtoken/": ["node:crypto"],
  "dropin/iron-session/": ["cookie", "node:http"],
  "dropin/iron-session/crypto/node.ts": ["node:crypto"],
  "dropin/iron-session/next/": ["next"],
  "dropin/next-auth/": ["next", "cookie", "node:http"],
  "dropin/next-auth/oauth/": ["openid-client"],
  "dropin/next-auth/providers/email-provider.ts": ["nodemailer"],
  "dropin/next-auth/react/": ["react"],
  "sign-in/password/": ["@node-rs/argon2", "@zxcvbn-ts/language-common"],
  "sign-in/password/hash/bcrypt.ts": ["@node-rs/bcrypt"],
  "sign-in/password/hash/scrypt.ts": ["node:crypto"],
  "database/postgres/pools.ts": ["pg"],
  "database/redis/clients.ts": ["redis"],
  "database/sqlite/": ["node:sqlite", "node:fs", "node:path"],
  "sign-in/limits/": ["rate-limiter-flexible"],
  "store/redis/scripts.ts": ["node:crypto"],
  "store/sqlite/store.ts": ["node:path"],
  "strategy/stored/device-label.ts": ["bowser"],
  "http/": ["cookie"],
  "next/": ["next", "react", "cookie"],
  "react/": ["react"],
  "react/sign-in/": ["@simplewebauthn/browser"],
  "sign-in/passkey/": ["@simplewebauthn/server"],
  "testing/": ["node:assert", "node:timers/promises", "cookie"],
};

/** Packages and Node modules that any file may import as types. */
const TYPE_PACKAGES: readonly string[] = ["@standard-schema/spec", "node:http", "node:querystring"];

/** Lists imports of Node modules and packages in files that may not import them. */
export function outsideViolations(sources: readonly Source[], allowed = outside): string[] {
  return sources
    .filter((source) => !isTest(source))
    .flatMap((source) =>
      importsOf(source)
        .filter(({ specifier }) => !/^[.#]/.test(specifier))
        .filter(({ specifier, typeOnly }) => !(typeOnly && TYPE_PACKAGES.includes(specifier)))
        .filter(({ specifier }) => !allows(source.path, specifier, allowed))
        .map(({ specifier }) => `${source.path} imports ${specifier}`),
    );
}

function allows(path: string, specifier: string, allowed: typeof outside): boolean {
  return Object.entries(allowed).some(
    ([place, modules]) =>
      isAt(path, place) &&
      modules.some((each) => specifier === each || specifier.startsWith(`${each}/`)),
  );
}

/** Lists the places in the table that no source has any more. */
export function unknownPlaces(sources: readonly Source[], allowed = outside): string[] {
  return Object.keys(allowed).filter((place) => !sources.some(({ path }) => isAt(path, place)));
}

/** Checks whether a path is the named file, or lies in the named folder. */
function isAt(path: string, place: string): boolean {
  return place.endsWith("/") ? path.startsWith(place) : path === place;
}
