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

test("the first operation, and no earlier call, creates the folder and the file of a SQLite store", async () => {
  const path = join(folder, "data", "deep", "sessions.db");
  const store = sqliteStore(path);
  expect(existsSync(path)).toBe(false);
  expect(await store.find("x")).toBeNull();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  store.close();
});

test("a closed SQLite file opens again with all its sessions", async () => {
  const store = sqliteStore(join(folder, "sessions.db"));
  const record = testRecord();
  await store.create(record, null);
  store.close();
  expect(await store.find(record.id)).toEqual(record);
  store.close();
});

test("two stores on one SQLite file see each other's writes at once", async () => {
  const [one, two] = [sqliteStore(join(folder, "s.db")), sqliteStore(join(folder, "s.db"))];
  const record = testRecord();
  await one.create(record, null);
  expect(await two.find(record.id)).toEqual(record);
  expect(await two.revoke(record.id)).toBe(true);
  expect(await one.find(record.id)).toBeNull();
  one.close();
  two.close();
});

test("a SQLite file uses a write-ahead log, so that reads do not wait for a write", async () => {
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

test("a write waits for the write of another connection and does not block reads in the process", async () => {
  const path = join(folder, "s.db");
  const store = sqliteStore(path);
  const [first, second] = [testRecord(), testRecord()];
  for (const record of [first, second]) await store.create(record, null);
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  const writes = Promise.all([store.revoke(first.id), store.create(testRecord(), 1)]);
  expect(await store.find(second.id)).toEqual(second);
  // If the writes blocked the process, this line would run only after they have failed.
  other.exec("ROLLBACK");
  expect(await writes).toEqual([true, 0]);
  other.close();
  store.close();
});

test("an operation on a file that cannot be opened rejects, and succeeds once the file can be opened", async () => {
  const path = join(folder, "s.db");
  mkdirSync(path);
  const store = sqliteStore(path);
  await expect(store.find("x")).rejects.toThrow();
  rmSync(path, { recursive: true });
  expect(await store.find("x")).toBeNull();
  store.close();
});

test("an operation on a file that is not a database rejects and does not change the file", async () => {
  const path = join(folder, "s.db");
  writeFileSync(path, "this is a letter, and not a database of any kind.".repeat(20));
  const size = statSync(path).size;
  await expect(sqliteStore(path).find("x")).rejects.toThrow(/not a database/);
  expect(statSync(path).size).toBe(size);
});

test("a SQLite database with tables of a later version is refused", async () => {
  const path = join(folder, "s.db");
  const later = new DatabaseSync(path);
  later.exec("CREATE TABLE signet_schema (version); INSERT INTO signet_schema VALUES (99)");
  later.close();
  await expect(sqliteStore(path).find("x")).rejects.toThrow(/version 99.*Update signet-auth/);
});

test("a full disk rejects a new session and leaves the existing sessions intact", async () => {
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
  // The limit for files of this shell's children is 256 blocks of 512 bytes. A larger write fails.
  const shell = `trap "" XFSZ; ulimit -f 256; exec "$0" --input-type=module --no-warnings -e "$1"`;
  const child = spawnSync("sh", ["-c", shell, process.execPath, script], { encoding: "utf8" });
  expect(child.stdout.trim()).toBe(`refused ${record.userId} null`);
  expect(await store.find(record.id)).toEqual(record);
  store.close();
});

test("each new session deletes a few expired sessions, so that they do not accumulate", async () => {
  const store = sqliteStore(join(folder, "s.db"));
  const expired = Array.from({ length: 40 }, () => testRecord({ expiresAt: 1_100_000 }));
  for (const record of expired) await store.create(record, null);
  for (let more = 0; more < 5; more++)
    await store.create(testRecord({ createdAt: 1_200_000 }), null);
  for (const record of expired) expect(await store.find(record.id)).toBeNull();
  store.close();
});

test("several processes can open a new SQLite file at the same moment", async () => {
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

describe.runIf(existsSync("/proc/self/fd"))("a SQLite file is open once in a process", () => {
  test("several stores and copies of the library share one open SQLite file", async () => {
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

  test("a shared SQLite file closes when the last of its stores closes", async () => {
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

  test("each store with the path :memory: has its own database", async () => {
    const [one, two] = [sqliteStore(":memory:"), sqliteStore(":memory:")];
    const record = testRecord();
    await one.create(record, null);
    expect(await two.find(record.id)).toBeNull();
    one.close();
    two.close();
  });
});

test("after the file at a path is replaced, a new store opens the new file at once, and existing stores open it within a second", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const path = join(folder, "s.db");
  const before = sqliteStore(path);
  const record = testRecord();
  await before.create(record, null);
  for (const end of ["", "-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
  // There is no file at the path: the open file stays in use.
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

test("a read of the feed does not open a closed SQLite store", async () => {
  const store = sqliteStore(join(folder, "s.db"));
  await store.revocationsSince(null, 10);
  store.close();
  await expect(store.revocationsSince(null, 10)).rejects.toThrow(
    /It opens again with the next request/,
  );
  await store.find("x");
  await store.revocationsSince(null, 10);
  store.close();
});

test("in development a third handle on one file causes a warning, and stores with a path never do", async () => {
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
