import { once } from "node:events";
import { buildLibrary } from "../build/library.mjs";
import { buildLab } from "../build/next-app.mjs";
import { buildSandbox } from "../build/sandbox.mjs";
import { install } from "../setup/install.mjs";
import { requireWritable } from "../setup/writable.mjs";
import { lab, labData, library } from "../shared/paths.mjs";
import { command, Stop } from "../shared/stop.mjs";
import { portFrom, requireFree } from "./port.mjs";
import { serveProvider } from "./provider.mjs";
import { answers, serve } from "./serve.mjs";

await command(async () => {
  const port = portFrom(process.env.PORT);
  await requireFree(port);
  for (const folder of [library, lab]) requireWritable(folder);
  requireWritable(labData, 0o700);
  await install();
  if (!(await buildLibrary()))
    throw new Stop("The library does not compile. The compiler's errors are above.");
  if (!(await buildSandbox())) throw new Stop("The sandbox does not build. The errors are above.");
  if (!(await buildLab())) throw new Stop("The Lab does not build. The errors of Next are above.");

  const provider = await serveProvider(port);
  const server = serve(port, provider.env);
  if (!(await answers(port, server.child))) {
    server.child.kill();
    provider.child.kill();
    throw new Stop(`The Lab did not start. Its output:\n\n${server.output().trim()}`);
  }
  welcome(port, provider.issuer);
  server.showOutput();
  await stopped(server.child);
});

function welcome(port, provider) {
  console.log(`
  The Lab runs at http://localhost:${port}

  Sign in as   ada     with the password   lovelace-1815
          or   grace   with the password   hopper-1906

  or with the practice provider, an OpenID provider at ${provider}

  The data folder is ${labData}. Press Ctrl+C to stop.
`);
}

/**
 * Waits until the server ends. Exits with code 0 after a signal to this process. Throws when the server
 * ended without one.
 */
async function stopped(child) {
  let signalled = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      signalled = true;
    });
  }
  const [code, signal] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];
  if (!signalled) throw new Stop(`The Lab ended unexpectedly (${signal ?? `exit code ${code}`}).`);
  console.log("The Lab has stopped. Its data stays in the data folder.");
  process.exit(0);
}
