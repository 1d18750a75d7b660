import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");
export const modules = join(root, "node_modules");
export const bin = join(modules, ".bin");
export const library = join(root, "packages/signet");
export const sandbox = join(root, "packages/sandbox");
export const lab = join(root, "apps/lab");
/** The built files of the sandbox, which the Lab serves. */
export const engineFiles = join(lab, "public/engine");
export const fixture = join(root, "test/fixture-app");
/** The apps that are written for the peers, and the folder of their copies and builds. */
export const peerApp = join(root, "test/peer-app");
export const peerAppBuilds = join(root, "test/.peer-app");
/** The small app whose files the README shows. */
export const example = join(root, "examples/next-app");
/** The app whose routes `npm run bench -- routes` compares. */
export const routesApp = join(root, "bench/routes-app");
export const nextCli = join(modules, "next/dist/bin/next");
/** The folder of the Lab's databases and secret. LAB_DATA_DIR overrides it. */
export const labData = resolve(process.env.LAB_DATA_DIR || join(lab, ".data"));
/** The folder for hashes of the inputs of the last installation and the last builds. */
export const stamps = join(modules, ".signet");
