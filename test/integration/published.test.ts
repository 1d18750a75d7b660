import { spawnSync } from "node:child_process";
import manifest from "signet-auth/package.json" with { type: "json" };
import { expect, test } from "vitest";

const doors = Object.keys(manifest.exports)
  .filter((entry) => entry !== "./package.json")
  .map((entry) => manifest.name + entry.slice(1));

test.each(doors)("%s can be imported by plain Node, and says nothing", (door) => {
  const flags = ["--disable-warning=ExperimentalWarning", "--input-type=module"];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...flags,
      "--eval",
      `const door = await import("${door}"); if (!Object.keys(door).length) throw "empty";`,
    ],
    { cwd: import.meta.dirname, encoding: "utf8" },
  );
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
});
