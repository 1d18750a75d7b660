import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { chapterOf } from "./examples.ts";
import { type NextApp, startNextApp, startNextDev } from "./next-app.ts";

const root = join(import.meta.dirname, "../..");
const modules = join(root, "node_modules");
const example = join(root, "examples/next-app");

export interface NewAppOptions {
  /** Whether both of Next's flags stay as create-next-app sets them, or are off. */
  readonly flags: "as they come" | "off";
  readonly strategy: "hybrid" | "jwt";
  readonly command: "dev" | "start";
  /**
   * Whether the forms are those of the README, which call Server Actions, or those of
   * docs/sign-in-password.md, which post to the routes of the library.
   */
  readonly forms: "actions" | "routes";
}

/**
 * Makes an app with create-next-app, adds the files of the README's chapter "Use it" and the pages of the
 * example that it names, and starts the app on a free port.
 */
export async function startNewApp({ flags, command, ...options }: NewAppOptions): Promise<NextApp> {
  const files = filesFor(options);
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

/** Returns the files. With `jwt()`, the alternative in the chapter, it leaves out the page of devices. */
function filesFor({
  strategy,
  forms,
}: Pick<NewAppOptions, "strategy" | "forms">): Map<string, string> {
  const files = new Map([
    ...chapterOf("README.md", "Use it"),
    ...filesOfExample("app/account"),
    ...(forms === "routes" ? chapterOf("docs/sign-in-password.md", FORMS_CHAPTER) : []),
  ]);
  if (strategy === "hybrid") return new Map([...files, ...filesOfExample("app/devices")]);
  const auth = files.get("auth.ts") ?? "";
  files.set(
    "auth.ts",
    auth
      .replace("createAuth, hybrid", "createAuth, jwt")
      .replace("sqliteAccounts, sqliteStore", "sqliteAccounts")
      .replace(/strategy: .*/, "strategy: jwt(),"),
  );
  return files;
}

const FORMS_CHAPTER = "Forms without Server Actions";

/** Returns the files of a folder of the example by name. */
function filesOfExample(folder: string): [string, string][] {
  const names = readdirSync(join(example, folder)).map((name) => `${folder}/${name}`);
  return names.map((name) => [name, readFileSync(join(example, name), "utf8")]);
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
