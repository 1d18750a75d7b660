import { join } from "node:path";
import { install } from "../setup/install.mjs";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { installCommand } from "../setup/programs.mjs";
import { provision } from "../setup/provision.mjs";
import { runShown } from "../shared/child.mjs";
import { root } from "../shared/paths.mjs";
import { command, Stop } from "../shared/stop.mjs";

const PROGRAMS = { postgres: "postgres", redis: "redis", cluster: "redis" };

await command(async () => {
  const chosen = choose(process.argv.slice(2));
  await install();
  const missing = await provision([...new Set(chosen.map((name) => PROGRAMS[name]))]);
  if (missing.length > 0)
    throw new Stop(`Programs are missing. Install them with:\n  ${installCommand(missing)}`);
  const server = [join(root, "test/servers.ts"), ...chosen];
  process.exitCode = await runShown(pinnedNode, server, { cwd: root });
});

/** Returns the servers that the command line names, or all servers. Throws when a name is unknown. */
function choose(names) {
  const known = Object.keys(PROGRAMS);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) {
    throw new Stop(
      `There is no server called ${JSON.stringify(unknown)}. The servers are: ${known.join(", ")}.`,
    );
  }
  return names.length === 0 ? known : names;
}
