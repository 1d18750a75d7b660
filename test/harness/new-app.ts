import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { chapterOf } from "./examples.ts";
import { type NextApp, startNextApp, startNextDev } from "./next-app.ts";

const root = join(import.meta.dirname, "../..");
const modules = join(root, "node_modules");

export interface NewAppOptions {
  /** Whether both of Next's flags stay as create-next-app sets them, or are off. */
  readonly flags: "as they come" | "off";
  readonly strategy: "hybrid" | "jwt";
  readonly command: "dev" | "start";
}

/**
 * Makes an app with create-next-app, adds the files of the README's chapter "Use it", and starts the
 * app on a free port.
 */
export async function startNewApp({ strategy, ...options }: NewAppOptions): Promise<NextApp> {
  return startAppWith(filesFor(strategy), options);
}

/**
 * Makes an app with create-next-app, adds the files of the chapter in docs/sign-in-password.md that leads
 * to a sign-in with a password, and starts the production build.
 */
export async function startPasswordApp(): Promise<NextApp> {
  const files = chapterOf(
    "docs/sign-in-password.md",
    'From nothing to "signed in with a password"',
  );
  return startAppWith(files, { flags: "as they come", command: "start" });
}

async function startAppWith(
  files: ReadonlyMap<string, string>,
  { flags, command }: Omit<NewAppOptions, "strategy">,
): Promise<NextApp> {
  // In the repository, because Next bundles nothing from outside its root.
  const parent = mkdtempSync(join(root, "test/.new-app-"));
  const cleanUp = () => rmSync(parent, { recursive: true, force: true });
  try {
    const folder = join(parent, "my-app");
    run(parent, join(modules, "create-next-app/dist/index.js"), [
      ...["my-app", "--yes", "--skip-install", "--disable-git"],
    ]);
    if (flags === "off") turnFlagsOff(join(folder, "next.config.ts"));
    writeFileSync(
      join(folder, ".env.local"),
      "AUTH_SECRET=a-secret-for-new-apps-0123456789-abcdefgh\n",
    );
    for (const [file, code] of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), code);
    }
    // The layout loads fonts from Google. Tests have no network, so this variable of Next's own tests
    // replaces the responses.
    const fonts = join(parent, "fonts.cjs");
    writeFileSync(fonts, FONTS);
    const env = { NEXT_FONT_GOOGLE_MOCKED_RESPONSES: fonts };
    if (command === "dev") return await startNextDev({ folder, env, cleanUp });
    // With CI set, Next prints a warning when there is no cache of an earlier build.
    mkdirSync(join(folder, ".next/cache"), { recursive: true });
    run(folder, join(modules, "next/dist/bin/next"), ["build"], env);
    return await startNextApp({ folder, env, cleanUp });
  } catch (error) {
    cleanUp();
    throw error;
  }
}

/** Returns the files of the chapter. With `jwt()`, the alternative there, it leaves out the page of devices. */
function filesFor(strategy: NewAppOptions["strategy"]): Map<string, string> {
  const files = chapterOf("README.md", "Use it");
  files.set("users.ts", readFileSync(join(root, "examples/next-app/users.ts"), "utf8"));
  if (strategy === "hybrid") return files;
  for (const file of [...files.keys()]) if (file.startsWith("app/devices/")) files.delete(file);
  const auth = files.get("auth.ts") ?? "";
  files.set(
    "auth.ts",
    auth
      .replace("createAuth, hybrid", "createAuth, jwt")
      .replace(/import \{ sqliteStore.*\n/, "")
      .replace(/strategy: .*/, "strategy: jwt(),"),
  );
  return files;
}

function turnFlagsOff(config: string): void {
  const text = readFileSync(config, "utf8");
  const off = text.replace(/(cacheComponents|partialPrefetching): true/g, "$1: false");
  if (off.split("false").length !== 3)
    throw new Error("create-next-app no longer sets the two expected flags to true.");
  writeFileSync(config, off);
}

function run(cwd: string, script: string, args: readonly string[], env = {}): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production", ...env },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${script} failed:\n${stdout}${stderr}`);
  if (COMPLAINT.test(stdout + stderr)) throw new Error(`${script} complains:\n${stdout}${stderr}`);
  return stdout + stderr;
}

/** Matches the warnings and errors that Next's commands print. */
export const COMPLAINT: RegExp = /warn|error|⚠|⨯|unhandled|unstable|deprecated/i;

const FONTS = `module.exports = ${JSON.stringify(
  Object.fromEntries(
    ["Geist", "Geist+Mono"].map((family) => [
      `https://fonts.googleapis.com/css2?family=${family}:wght@100..900&display=swap`,
      `@font-face { font-family: "${family.replace("+", " ")}"; src: local("Arial"); font-weight: 100 900; }`,
    ]),
  ),
)};`;
