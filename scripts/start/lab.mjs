import { once } from "node:events";
import { buildLibrary } from "../build/library.mjs";
import { buildLab } from "../build/next-app.mjs";
import { install } from "../setup/install.mjs";
import { requireWritable } from "../setup/writable.mjs";
import { lab, labData, library } from "../shared/paths.mjs";
import { command, Stop } from "../shared/stop.mjs";
import { portFrom, requireFree } from "./port.mjs";
import { answers, serve } from "./serve.mjs";

await command(async () => {
  const port = portFrom(process.env.PORT);
  await requireFree(port);
  for (const folder of [library, lab]) requireWritable(folder);
  requireWritable(labData, 0o700);
  await install();
  if (!(await buildLibrary()))
    throw new Stop("The library does not compile; the compiler's words are above.");
  if (!(await buildLab())) throw new Stop("The Lab does not build; Next's words are above.");

  const server = serve(port);
  if (!(await answers(port, server.child))) {
    server.child.kill();
    throw new Stop(`The Lab did not start; what it said:\n\n${server.said().trim()}`);
  }
  welcome(port);
  server.showOutput();
  await stopped(server.child);
});

function welcome(port) {
  console.log(`
  The Lab is on http://localhost:${port}

  Sign in as   ada     with the password   lovelace-1815
          or   grace   with the password   hopper-1906

  Its data is in ${labData}. Stop it with Ctrl-C.
`);
}

/** A stop that was asked for is a success; a server that fell over is not. */
async function stopped(child) {
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      asked = true;
    });
  }
  const [code, signal] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];
  if (!asked) throw new Stop(`The Lab ended by itself (${signal ?? `exit code ${code}`}).`);
  console.log("The Lab has stopped; its data is kept.");
  process.exit(0);
}
