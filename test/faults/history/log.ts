import { existsSync, openSync, readFileSync, writeSync } from "node:fs";
import type { SessionRecord, Store } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";
import { type Answer, type Call, type Operation, seenOf } from "./operation.ts";

/** A line of a log: a call with its start, an answer with its end, or an error. */
type Line =
  | { readonly asked: number; readonly at: number; readonly call: Call }
  | { readonly answered: number; readonly at: number; readonly answer: Answer }
  | { readonly failed: number; readonly why: string };

/**
 * Wraps a store. It writes each call to a file before the call, and each answer when it arrives, so
 * that the lines survive a kill of the process.
 */
export function recorded(store: Store, path: string): Store {
  const file = openSync(path, "a");
  const write = (line: Line) => writeSync(file, `${JSON.stringify(line)}\n`);
  let count = 0;

  async function ask<T>(call: Call, ask: () => Promise<T>, answer: (result: T) => Answer) {
    const number = count++;
    write({ asked: number, at: machineTime(), call });
    try {
      const result = await ask();
      write({ answered: number, at: machineTime(), answer: answer(result) });
      return result;
    } catch (error) {
      write({ failed: number, why: String(error) });
      throw error;
    }
  }

  return {
    create(record, most, replacing = null) {
      const { id, userId, createdAt } = record;
      const what = { id, userId, createdAt, seen: seenOf(record), most, replacing };
      return ask({ kind: "create", ...what }, () => store.create(record, most, replacing), same);
    },
    find: (id) =>
      ask(
        { kind: "find", id },
        () => store.find(id),
        (it) => it && seenOf(it),
      ),
    renew: (id, renewal) =>
      ask({ kind: "renew", id, ...renewal }, () => store.renew(id, renewal), same),
    update: (id, update) =>
      ask({ kind: "update", id, ...update }, () => store.update(id, update), same),
    revoke: (id) => ask({ kind: "revoke", id }, () => store.revoke(id), same),
    listByUser: (userId, now) =>
      ask({ kind: "list", userId }, () => store.listByUser(userId, now), listed),
    revokeByUser: (userId, except) =>
      ask({ kind: "revokeByUser", userId, except }, () => store.revokeByUser(userId, except), same),
    adopt: (adoption) => {
      const { record, mayBegin } = adoption;
      const { id, userId, createdAt } = record;
      const call = {
        kind: "adopt",
        id,
        userId,
        createdAt,
        seen: seenOf(record),
        mayBegin,
      } as const;
      return ask(
        call,
        () => store.adopt(adoption),
        (it) => it && `${it.isNew ? "begun" : "here"} ${seenOf(it.record)}`,
      );
    },
    findToAdopt: (candidate) => {
      const { id, userId, createdAt } = candidate;
      return ask(
        { kind: "findToAdopt", id, userId, createdAt },
        () => store.findToAdopt(candidate),
        (it) => (it === null || it === "barred" ? it : seenOf(it)),
      );
    },
    bar(bar) {
      if (bar.kind === "everybody") return store.bar(bar);
      const call =
        bar.kind === "session"
          ? ({ kind: "bar", id: bar.id } as const)
          : ({
              kind: "barUser",
              userId: bar.userId,
              except: bar.exceptId,
              createdUntil: bar.now,
            } as const);
      return ask(
        call,
        () => store.bar(bar),
        () => true,
      );
    },
    revokeEverything: () => store.revokeEverything(),
    purgeExpired: (now, limit) => store.purgeExpired(now, limit),
  };
}

/** Errors after which certainly nothing happened: no connection, or a server that is still starting. */
const NEVER_HAPPENED = /ECONNREFUSED|client is offline|starting up|not yet accepting|LOADING/;

/** Returns the operations of logs, unsorted, without those that certainly did not happen. */
export function readHistory(paths: readonly string[]): Operation[] {
  // A process that was killed early may have no log.
  return paths
    .filter((path) => existsSync(path))
    .flatMap((path) => {
      const operations: Operation[] = [];
      // The last line of a killed process may be incomplete.
      for (const text of readFileSync(path, "utf8").split("\n").slice(0, -1)) {
        const line: Line = JSON.parse(text);
        if ("asked" in line) {
          operations[line.asked] = { call: line.call, start: line.at, end: null, answer: null };
        } else if ("failed" in line) {
          if (NEVER_HAPPENED.test(line.why)) delete operations[line.failed];
        } else {
          const open = operations[line.answered];
          if (open === undefined) throw new Error(`${path} has an answer without a call: ${text}`);
          operations[line.answered] = { ...open, end: line.at, answer: line.answer };
        }
      }
      return operations;
    });
}

function same<T extends number | boolean>(result: T): T {
  return result;
}

function listed(records: readonly SessionRecord[]): string[] {
  return records.map((record) => `${record.id} ${seenOf(record)}`);
}
