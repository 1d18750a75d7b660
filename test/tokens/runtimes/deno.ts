import { join } from "node:path";
import { printed } from "./printed.ts";
import type { Runtime } from "./runtime.ts";

const PACKAGES: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64-glibc",
  "linux-arm64": "linux-arm64-glibc",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
};
// No permissions: tokens need no file, no network and no environment.
const ARGS = ["run", "--no-prompt", "--no-config", "--no-lock", "--no-remote", "--no-npm"];

export const deno: Runtime = {
  name: "deno",
  binaryFor: (platform) => {
    const name = PACKAGES[platform];
    return name ? `@deno/${name}/deno` : null;
  },
  run(binary, folder, signal) {
    const env = { DENO_DIR: join(folder, "deno"), DENO_NO_UPDATE_CHECK: "1" };
    return printed({ binary, args: ARGS, folder, env, signal });
  },
};
