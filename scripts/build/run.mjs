import { relative } from "node:path";
import { install } from "../setup/install.mjs";
import { requireWritable } from "../setup/writable.mjs";
import { library, root } from "../shared/paths.mjs";
import { command, Stop } from "../shared/stop.mjs";
import { buildLibrary } from "./library.mjs";
import { buildSandbox } from "./sandbox.mjs";

await command(async () => {
  requireWritable(library);
  await install();
  if (!(await buildLibrary()))
    throw new Stop("The library does not compile. The compiler's errors are above.");
  if (!(await buildSandbox())) throw new Stop("The sandbox does not build. The errors are above.");
  console.log(`The library is in ${relative(root, library)}/dist.`);
});
