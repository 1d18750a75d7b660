import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { modules, peerApp, peerAppBuilds } from "../shared/paths.mjs";

/** The two apps of test/peer-app. Each is a whole app of one router, because both routers own /api/auth. */
export const PEER_ROUTERS = ["app-router", "pages-router"];
/** The libraries that the apps run on. */
export const PEER_LIBRARIES = ["originals", "signet"];

/** Returns the folder of an app whose imports name these libraries. */
export const peerFolder = (libraries, router) => join(peerAppBuilds, libraries, router);

const SPECIFIER =
  /(?<before>\bfrom |\bimport |\bimport\(|\bdeclare module )"(?<name>iron-session|next-auth|jsonwebtoken)(?<path>\/[\w/-]+)?"/g;

/**
 * Returns a source with other import specifiers. Nothing else changes.
 *
 * The originals need one change too: `iron-session/next` existed until version 6, and the installed name of
 * that version is `iron-session-6`. A file that imports it gets all of iron-session from version 6.
 */
export function withLibraries(libraries, text) {
  const six = text.includes('from "iron-session/next"');
  return text.replace(SPECIFIER, (_, before, name, path = "") => {
    if (libraries === "signet") return `${before}"signet-auth/${name}${path}"`;
    return `${before}"${six && name === "iron-session" ? "iron-session-6" : name}${path}"`;
  });
}

/** Returns all sources of an app: the path of each file, and its text. */
export function peerSources(router) {
  const folder = join(peerApp, router);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  const sources = new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
  if (router === "pages-router") for (const [file, text] of published()) sources.set(file, text);
  return sources;
}

/** Writes the sources of an app with the imports of these libraries, and returns its folder. */
export function copyPeerApp(libraries, router) {
  const sources = [...peerSources(router)].map(([file, text]) => [
    file,
    withLibraries(libraries, text),
  ]);
  return write(peerFolder(libraries, router), sources);
}

/**
 * Writes the app of the App Router on Signet with another strategy, and with the files of
 * test/peer-app/devices. It leaves out the pages of iron-session and proxy.ts. Returns its folder.
 */
export function copyDevicesApp() {
  const former = [...peerSources("app-router")].filter(
    ([file]) => file !== "proxy.ts" && !file.startsWith("app/iron/"),
  );
  const sources = [...former, ...peerSources("devices")].map(([file, text]) => {
    const signet = withLibraries("signet", text);
    return [file, file === "auth.ts" ? withStore(signet) : signet];
  });
  return write(peerFolder("signet", "devices"), sources);
}

function withStore(text) {
  const changed = text.replace(
    'strategy: "jwt"',
    'strategy: hybrid({ store: sqliteStore(process.env.SESSIONS_FILE ?? "sessions.db") })',
  );
  if (changed === text) throw new Error("auth.ts has no strategy to replace.");
  return `import { hybrid } from "signet-auth/next";
import { sqliteStore } from "signet-auth/sqlite";
${changed}`;
}

function write(folder, sources) {
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of sources) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/**
 * Returns files whose code stands in the READMEs of the installed libraries. The code is unchanged. It lacks
 * types, so the files are JavaScript.
 */
function published() {
  const iron = readFileSync(join(modules, "iron-session-6/README.md"), "utf8");
  const nextAuth = readFileSync(join(modules, "next-auth/README.md"), "utf8");
  const routes = ["pages/api/login", "pages/api/user", "pages/api/logout"];
  const admin = `${block(iron, "// pages/admin.tsx")}
export default function Admin({ user }) {
  return <main>Administrator {user.id}</main>;
}
`;
  return [
    ...routes.map((route) => [`${route}.js`, block(iron, `// ${route}.ts`)]),
    ["pages/admin.js", admin],
    ["pages/_app.js", block(nextAuth, 'import { SessionProvider } from "next-auth/react"')],
    ["pages/published.js", block(nextAuth, "import { useSession, signIn, signOut }")],
  ];
}

/** Returns the first code block of a page that starts with these words. */
function block(page, start) {
  const blocks = [...page.matchAll(/^```\w+[^\n]*\n(.*?)^```$/gms)].map(([, code = ""]) => code);
  const found = blocks.find((code) => code.startsWith(start));
  if (!found) throw new Error(`No code block of the README starts with "${start}".`);
  return found;
}
