import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");
export const modules = join(root, "node_modules");
export const bin = join(modules, ".bin");
export const library = join(root, "packages/signet");
export const lab = join(root, "apps/lab");
export const fixture = join(root, "test/fixture-app");
/** The complete small app that the README shows. */
export const example = join(root, "examples/next-app");
/** The app whose routes `npm run bench -- routes` compares. */
export const routesApp = join(root, "bench/routes-app");
export const nextCli = join(modules, "next/dist/bin/next");
/** Where the Lab keeps its databases and its secret, unless LAB_DATA_DIR says otherwise. */
export const labData = resolve(process.env.LAB_DATA_DIR || join(lab, ".data"));
/** What these scripts remember between runs: hashes of what was installed and built. */
export const memory = join(modules, ".signet");
