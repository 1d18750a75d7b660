import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../harness/folder.ts";
import { freePort } from "../harness/port.ts";

const root = join(import.meta.dirname, "../..");

/** Runs a command of package.json as npm does, and returns its output. */
function run(args: readonly string[], env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["run.mjs", ...args], {
    cwd: join(root, "scripts"),
    env: { PATH: process.env["PATH"] ?? "", ...env },
    encoding: "utf8",
  });
  return { status, said: (stdout + stderr).trim() };
}

const start = (env: Record<string, string>) => run(["start"], env);

test.each(["abc", "0", "65536", "3.5", "-1"])(
  "npm start rejects PORT=%s and prints the reason",
  (port) => {
    expect(start({ PORT: port })).toEqual({
      status: 1,
      said: `PORT is "${port}". A port is a whole number from 1 to 65535. Try \`PORT=3001 npm start\`.`,
    });
  },
);

test.each([undefined, "127.0.0.1"])(
  "npm start suggests another port when its own is in use on %s",
  async (host) => {
    const other = createServer().listen(0, host);
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { status, said } = start({ PORT: String(port) });
    other.close();
    expect(status).toBe(1);
    expect(said).toMatch(`Port ${port} is in use by another program`);
    expect(said).toMatch(/`PORT=\d+ npm start`/);
  },
);

test("npm start names the folder that it cannot write to", async () => {
  const folder = temporaryFolder("blocked");
  const blocked = join(folder.path, "data");
  writeFileSync(blocked, "");
  const { status, said } = start({ PORT: String(await freePort()), LAB_DATA_DIR: blocked });
  folder.remove();
  expect(status).toBe(1);
  expect(said).toContain(`${blocked} must be a folder`);
});

test("npm test rejects an unknown suite and lists the known ones", () => {
  const { status, said } = run(["test", "everything"], {});
  expect(status).toBe(1);
  expect(said).toMatch(
    /no suite called "everything"\. The suites are: build, lint, .*browser, practice-pages\.$/,
  );
});

test.each([[[]], [["deploy"]]])(
  "scripts/run.mjs refuses the command %j and names those it has",
  (args) => {
    const { status, said } = run(args, {});
    expect(status).toBe(1);
    expect(said).toMatch(
      /^There is no command called "\w*"\. The commands are: start, test, .*proof\.$/,
    );
  },
);
