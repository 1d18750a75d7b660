import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, listening } from "../../harness/port.ts";
import { launch } from "../../harness/process.ts";
import type { Runtime } from "./runtime.ts";

const PACKAGES: Readonly<Record<string, string>> = {
  "linux-x64": "workerd-linux-64",
  "linux-arm64": "workerd-linux-arm64",
  "darwin-x64": "workerd-darwin-64",
  "darwin-arm64": "workerd-darwin-arm64",
};

/** No compatibility flags, so that the APIs of Node are missing, as by default. */
const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [
    (name = "main.mjs", esModule = embed "main.mjs"),
    (name = "suite.mjs", esModule = embed "suite.mjs"),
  ],
  compatibilityDate = "2026-01-01",
);
`;

const MAIN = `import { lines } from "./suite.mjs";
const handler = {
  fetch() {
    const report = lines();
    const utf8 = new TextEncoder();
    const body = new ReadableStream({
      async pull(controller) {
        const { done, value } = await report.next();
        if (done) controller.close();
        else controller.enqueue(utf8.encode(value));
      },
    });
    return new Response(body);
  },
};
export { handler as default };
`;

export const workerd: Runtime = {
  name: "workerd",
  binaryFor: (platform) => {
    const name = PACKAGES[platform];
    return name ? `@cloudflare/${name}/bin/workerd` : null;
  },
  async *run(binary, folder, signal) {
    writeFileSync(join(folder, "main.mjs"), MAIN);
    writeFileSync(join(folder, "config.capnp"), CONFIG);
    const port = await freePort();
    const server = await launch({
      program: binary,
      args: ["serve", "config.capnp", `--socket-addr=http=127.0.0.1:${port}`],
      cwd: folder,
      stopSignal: "SIGKILL",
      ready: () => listening(port),
      cleanUp: () => undefined,
    });
    try {
      const { body } = await fetch(`http://127.0.0.1:${port}/`, { signal });
      if (body) yield* body.pipeThrough(new TextDecoderStream());
    } catch (error) {
      throw new Error(`${String(error)}; output of workerd: ${server.output()}`);
    } finally {
      await server.stop();
    }
  },
};
