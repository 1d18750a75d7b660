import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The programs that the tests need in addition to Node: possible names, folders to search after PATH, and
 * the packages of apt and Homebrew.
 */
export const programs = {
  chromium: {
    // The headless shell comes first: the same Chromium without the windows, and faster in tests.
    names: [
      "chromium-headless-shell",
      "chromium",
      "chromium-browser",
      "google-chrome",
      "google-chrome-stable",
    ],
    folders: () => [
      "/Applications/Chromium.app/Contents/MacOS",
      "/Applications/Google Chrome.app/Contents/MacOS",
    ],
    otherNames: ["Chromium", "Google Chrome"],
    apt: ["chromium-headless-shell", "chromium-common"], // the shell misses icudtl.dat of the other one
    brew: "--cask chromium",
  },
  redis: {
    // Valkey has the same protocol.
    names: ["redis-server", "valkey-server"],
    folders: () => ["/usr/local/bin", "/opt/homebrew/bin"],
    apt: ["redis-server"],
    brew: "redis",
  },
  postgres: {
    names: ["postgres"],
    folders: () => [
      ...versionsIn("/usr/lib/postgresql", "", "bin"),
      ...versionsIn("/opt/homebrew/opt", "postgresql@", "bin"),
      ...versionsIn("/usr/local/opt", "postgresql@", "bin"),
    ],
    apt: ["postgresql"],
    brew: "postgresql@17",
  },
  pgbouncer: {
    names: ["pgbouncer"],
    folders: () => ["/usr/sbin", "/opt/homebrew/bin", "/usr/local/bin"],
    apt: ["pgbouncer"],
    brew: "pgbouncer",
  },
};

/** Returns the path of a program on this machine, or undefined. */
export function findProgram(/** @type {keyof typeof programs} */ name) {
  const { names, folders, otherNames = [] } = { otherNames: [], ...programs[name] };
  const path = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return [...path, ...folders()]
    .flatMap((folder) => [...names, ...otherNames].map((file) => join(folder, file)))
    .find(isExecutable);
}

/** Returns the shell command that installs missing programs. */
export function installCommand(/** @type {(keyof typeof programs)[]} */ missing) {
  if (process.platform === "darwin") {
    return missing.map((name) => `brew install ${programs[name].brew}`).join(" && ");
  }
  const packages = missing.flatMap((name) => programs[name].apt).join(" ");
  return `sudo apt-get update && sudo apt-get install --yes ${packages}`;
}

/**
 * Lists the folders of a program, newest version first: /usr/lib/postgresql/17/bin,
 * /usr/lib/postgresql/15/bin.
 */
function versionsIn(
  /** @type {string} */ folder,
  /** @type {string} */ prefix,
  /** @type {string} */ inner,
) {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(prefix))
      .sort((a, b) => Number(b.slice(prefix.length)) - Number(a.slice(prefix.length)))
      .map((name) => join(folder, name, inner));
  } catch {
    return [];
  }
}

function isExecutable(/** @type {string} */ path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
