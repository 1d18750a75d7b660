import { printed } from "./printed.ts";
import type { Runtime } from "./runtime.ts";

const PACKAGES: Readonly<Record<string, string>> = {
  "linux-x64": "bun-linux-x64",
  "linux-arm64": "bun-linux-aarch64",
  "darwin-x64": "bun-darwin-x64",
  "darwin-arm64": "bun-darwin-aarch64",
};
const ARGS = ["run", "--no-install", "--no-env-file"];

export const bun: Runtime = {
  name: "bun",
  binaryFor: (platform) => {
    const name = PACKAGES[platform];
    return name ? `@oven/${name}/bin/bun` : null;
  },
  run: (binary, folder, signal) => printed({ binary, args: ARGS, folder, signal }),
};
