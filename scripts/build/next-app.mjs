import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { example, fixture, lab, nextCli, peerApp, peerAppBuilds, root } from "../shared/paths.mjs";
import { readStamp, removeStamp, writeStamp } from "../shared/stamps.mjs";
import { step } from "../shared/step.mjs";
import { hashOf } from "./hash.mjs";
import { libraryHash } from "./library.mjs";
import {
  copyDevicesApp,
  copyPeerApp,
  PEER_LIBRARIES,
  PEER_ROUTERS,
  peerFolder,
} from "./peer-app.mjs";

export const buildLab = () => buildNextApp("the Lab", { folder: lab, stamp: "lab" });
export const buildExample = () =>
  buildNextApp("the example app", { folder: example, stamp: "example" });
/** Builds the small app in which the tests of signet-auth/next run, with older options of Next. */
export const buildFixture = () =>
  buildNextApp("the fixture app", { folder: fixture, stamp: "fixture" });
/** Builds the same app with the options that create-next-app sets. */
export const buildFixtureWithCurrentDefaults = () =>
  buildNextApp("the fixture app with the options of create-next-app", {
    folder: fixture,
    stamp: "fixture-today",
    distDir: ".next-today",
    env: { FIXTURE_DEFAULTS: "today" },
  });

/**
 * Builds the apps of test/peer-app for production: each router once with the peers and once with Signet, and
 * the app of devices. Returns for each app whether its build is usable.
 */
export async function buildPeerApps() {
  const results = [];
  for (const router of PEER_ROUTERS) {
    // Two at once: one build leaves half of two cores idle.
    const builds = PEER_LIBRARIES.map((libraries) => {
      const name = libraries === "signet" ? "Signet" : "the originals";
      const title = `the ${router} app of the peers on ${name}`;
      return buildPeerApp(title, peerFolder(libraries, router), () =>
        copyPeerApp(libraries, router),
      );
    });
    results.push(...(await Promise.all(builds)));
  }
  const devices = peerFolder("signet", "devices");
  results.push(await buildPeerApp("the app of the peers with devices", devices, copyDevicesApp));
  return results;
}

async function buildPeerApp(title, folder, copy) {
  const stamp = relative(peerAppBuilds, folder).replaceAll(sep, "-");
  const inputs = [peerApp, join(root, "scripts/build/peer-app.mjs")];
  return await buildNextApp(title, { folder, stamp: `peer-app-${stamp}`, inputs, copy });
}

/** Builds an app for production, unless its build is up to date. Returns whether the build is usable. */
async function buildNextApp(
  title,
  { folder, stamp, inputs = [folder], copy = () => folder, distDir = ".next", env = {} },
) {
  const wanted = libraryHash() + hashOf(inputs);
  if (readStamp(stamp) === wanted && existsSync(join(folder, distDir, "BUILD_ID"))) return true;
  removeStamp(stamp);
  copy();
  const options = { cwd: folder, env };
  const built = await step(`Building ${title}`, pinnedNode, [nextCli, "build"], options);
  if (built) writeStamp(stamp, wanted);
  return built;
}
