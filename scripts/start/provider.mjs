import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { start } from "../shared/child.mjs";
import { lab } from "../shared/paths.mjs";
import { Stop } from "../shared/stop.mjs";
import { requireFree } from "./port.mjs";

/** How many ports after the Lab's are tried. */
const PORTS = 20;

/**
 * Starts the practice provider on the first free port after the Lab's. Returns the child process, and the
 * environment by which the Lab finds the provider.
 */
export async function serveProvider(labPort) {
  const port = await freePortAfter(labPort);
  const secret = randomBytes(32).toString("base64url");
  const child = start(pinnedNode, [join(lab, "provider/main.mjs")], {
    env: {
      LAB_ORIGIN: `http://localhost:${labPort}`,
      LAB_PROVIDER_PORT: String(port),
      LAB_PROVIDER_SECRET: secret,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const issuer = `http://localhost:${port}`;
  return { child, issuer, env: { LAB_PROVIDER: issuer, LAB_PROVIDER_SECRET: secret } };
}

/** Throws when none of the next ports is free. */
async function freePortAfter(port) {
  for (let next = port + 1; next <= Math.min(port + PORTS, 65_535); next++) {
    const isFree = await requireFree(next).then(
      () => true,
      () => false,
    );
    if (isFree) return next;
  }
  throw new Stop(
    `None of the ${PORTS} ports after ${port} is free for the practice provider. Choose another PORT.`,
  );
}
