import { execFile, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { testRecord } from "../../testing/records.ts";
import { sqliteStore } from "./index.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signet-sqlite-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("nothing is opened until it is used, and then folder and file are made", async () => {
  const path = join(folder, "data", "deep", "sessions.db");
  const store = sqliteStore(path);
  expect(existsSync(path)).toBe(false);
  expect(await store.find("x")).toBeNull();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  store.close();
});

test("sessions outlive the process: a closed file opens again with all in it", async () => {
  const store = sqliteStore(join(folder, "sessions.db"));
  const record = testRecord();
  await store.create(record, null);
  store.close();
  expect(await store.find(record.id)).toEqual(record);
  store.close();
});

test("two processes on one file see each other's writes at once", async () => {
  const [one, two] = [sqliteStore(join(folder, "s.db")), sqliteStore(join(folder, "s.db"))];
  const record = testRecord();
  await one.create(record, null);
  expect(await two.find(record.id)).toEqual(record);
  expect(await two.revoke(record.id)).toBe(true);
  expect(await one.find(record.id)).toBeNull();
  one.close();
  two.close();
});

test("the log is written ahead, so that reads do not wait for a write", async () => {
  const path = join(folder, "s.db");
  const store = sqliteStore(path);
  const record = testRecord();
  await store.create(record, null);
  const other = new DatabaseSync(path);
  expect(other.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  other.exec("BEGIN IMMEDIATE");
  expect(await store.find(record.id)).toEqual(record);
  await expect(store.revoke(record.id)).rejects.toThrow(/locked/);
  other.exec("ROLLBACK");
  expect(await store.revoke(record.id)).toBe(true);
  other.close();
  store.close();
});

test("a write waits for another's, and nothing else in the process waits with it", async () => {
  const path = join(folder, "s.db");
  const store = sqliteStore(path);
  const [first, second] = [testRecord(), testRecord()];
  for (const record of [first, second]) await store.create(record, null);
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  const writes = Promise.all([store.revoke(first.id), store.create(testRecord(), 1)]);
  expect(await store.find(second.id)).toEqual(second);
  // Had the process stood still, this could not come before the writes have given up.
  other.exec("ROLLBACK");
  expect(await writes).toEqual([true, 0]);
  other.close();
  store.close();
});

test("a file that cannot be opened rejects, and works once it can", async () => {
  const path = join(folder, "s.db");
  mkdirSync(path);
  const store = sqliteStore(path);
  await expect(store.find("x")).rejects.toThrow();
  rmSync(path, { recursive: true });
  expect(await store.find("x")).toBeNull();
  store.close();
});

test("a file that is no database rejects and is left as it is", async () => {
  const path = join(folder, "s.db");
  writeFileSync(path, "this is somebody's letter, and no database at all".repeat(20));
  const size = statSync(path).size;
  await expect(sqliteStore(path).find("x")).rejects.toThrow(/not a database/);
  expect(statSync(path).size).toBe(size);
});

test("a database of a later version is refused, not guessed at", async () => {
  const path = join(folder, "s.db");
  const later = new DatabaseSync(path);
  later.exec("CREATE TABLE signet_schema (version); INSERT INTO signet_schema VALUES (99)");
  later.close();
  await expect(sqliteStore(path).find("x")).rejects.toThrow(/version 99.*update signet-auth/);
});

test("a full disk fails the sign-in and leaves what was there whole", async () => {
  const path = join(folder, "s.db");
  const store = sqliteStore(path);
  const record = testRecord();
  await store.create(record, null);
  store.close();
  const script = `
    import { sqliteStore } from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};
    import { testRecord } from ${JSON.stringify(join(import.meta.dirname, "../../testing/records.ts"))};
    const store = sqliteStore(${JSON.stringify(path)});
    const large = testRecord({ id: "too-large", data: JSON.stringify("x".repeat(1_000_000)) });
    const refusal = await store.create(large, null).then(() => "written", () => "refused");
    const kept = await store.find(${JSON.stringify(record.id)});
    console.log(refusal, kept?.userId, await store.find("too-large"));
  `;
  // Files of this shell's children may hold 256 blocks of 512 bytes; a write beyond fails.
  const shell = `trap "" XFSZ; ulimit -f 256; exec "$0" --input-type=module --no-warnings -e "$1"`;
  const child = spawnSync("sh", ["-c", shell, process.execPath, script], { encoding: "utf8" });
  expect(child.stdout.trim()).toBe(`refused ${record.userId} null`);
  expect(await store.find(record.id)).toEqual(record);
  store.close();
});

test("creating sessions sweeps a few expired ones away, so that none pile up", async () => {
  const store = sqliteStore(join(folder, "s.db"));
  const expired = Array.from({ length: 40 }, () => testRecord({ expiresAt: 1_100_000 }));
  for (const record of expired) await store.create(record, null);
  for (let more = 0; more < 5; more++)
    await store.create(testRecord({ createdAt: 1_200_000 }), null);
  for (const record of expired) expect(await store.find(record.id)).toBeNull();
  store.close();
});

test("processes that open a new file at the same moment all get in", async () => {
  const script = `
    import { sqliteStore } from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};
    import { testRecord } from ${JSON.stringify(join(import.meta.dirname, "../../testing/records.ts"))};
    const [path, id, start] = process.argv.slice(1);
    while (Date.now() < Number(start)) {}
    await sqliteStore(path).create(testRecord({ id }), null);
  `;
  const opener = promisify(execFile);
  const flags = ["--no-warnings", "--input-type=module", "-e", script];
  for (let round = 0; round < 4; round++) {
    const path = join(folder, `${round}.db`);
    const start = String(Date.now() + 500);
    const ids = ["a", "b", "c", "d", "e", "f"];
    await Promise.all(ids.map((id) => opener(process.execPath, [...flags, path, id, start])));
    const store = sqliteStore(path);
    for (const id of ids) expect(await store.find(id)).not.toBeNull();
    store.close();
  }
}, 30_000);

function openHandles(): number {
  return readdirSync("/proc/self/fd").filter((fd) => pathOf(fd)?.startsWith(folder)).length;
}

function pathOf(fd: string): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return null;
  }
}

describe.runIf(existsSync("/proc/self/fd"))("a file is open once in a process", () => {
  test("however many stores, and copies of the library, are on it", async () => {
    const path = join(folder, "s.db");
    const store = sqliteStore(path);
    const record = testRecord();
    await store.create(record, null);
    const alone = openHandles();
    symlinkSync(path, join(folder, "link.db"));
    for (let copy = 0; copy < 5; copy++) {
      vi.resetModules();
      const library = await import("./index.ts");
      for (const name of ["s.db", "link.db", "../".concat(basename(folder), "/s.db")]) {
        expect(await library.sqliteStore(join(folder, name)).find(record.id)).toEqual(record);
      }
    }
    expect(openHandles()).toBe(alone);
  });

  test("and closed by the last store that is closed, whichever was the first", async () => {
    const path = join(folder, "s.db");
    const [one, two] = [sqliteStore(path), sqliteStore(path)];
    const record = testRecord();
    await one.create(record, null);
    expect(await two.find(record.id)).toEqual(record);
    one.close();
    one.close();
    expect(await two.find(record.id)).toEqual(record);
    expect(await two.revoke(record.id)).toBe(true);
    two.close();
    expect(openHandles()).toBe(0);
    expect(await one.find(record.id)).toBeNull();
    one.close();
    expect(openHandles()).toBe(0);
  });

  test("but not in memory, where each store has its own", async () => {
    const [one, two] = [sqliteStore(":memory:"), sqliteStore(":memory:")];
    const record = testRecord();
    await one.create(record, null);
    expect(await two.find(record.id)).toBeNull();
    one.close();
    two.close();
  });
});

test("another file at the path is opened by a new store at once, and soon by those on the former", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const path = join(folder, "s.db");
  const before = sqliteStore(path);
  const record = testRecord();
  await before.create(record, null);
  for (const end of ["", "-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
  // Nothing is there: what was open goes on.
  expect(await before.find(record.id)).toEqual(record);
  const after = sqliteStore(path);
  expect(await after.find(record.id)).toBeNull();
  vi.advanceTimersByTime(1_001);
  expect(await before.find(record.id)).toBeNull();
  const other = testRecord();
  await after.create(other, null);
  expect(await before.find(other.id)).toEqual(other);
  before.close();
  after.close();
});

test("a store that was closed is not opened by who follows its feed", async () => {
  const store = sqliteStore(join(folder, "s.db"));
  await store.revocationsSince(null, 10);
  store.close();
  await expect(store.revocationsSince(null, 10)).rejects.toThrow(/for a request to open it/);
  await store.find("x");
  await store.revocationsSince(null, 10);
  store.close();
});

test("in development a third handle on one file is warned about; a path never is", async () => {
  vi.stubEnv("NODE_ENV", "development");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const path = join(folder, "s.db");
  const stores = Array.from({ length: 5 }, () => sqliteStore(path));
  for (const store of stores) await store.find("x");
  expect(warn).not.toHaveBeenCalled();
  const handles = Array.from({ length: 4 }, () => new DatabaseSync(path));
  for (const handle of handles) sqliteStore(handle);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]?.[0]).toMatch(/third client to .*s\.db.*Give sqliteStore\(\) the path/);
  for (const one of [...handles, ...stores]) one.close();
});
