import type { QuickJSHandle } from "quickjs-emscripten-core";
import type { End, Outcome, Program, ProgramError } from "../outcome.ts";
import { programError } from "./errors.ts";
import { specifiersOf } from "./imports.ts";
import type { Machine } from "./machine.ts";
import { sentenceOf, WAITS_FOR_EVER } from "./sentences.ts";
import { stripTypes } from "./typescript.ts";

/** Clocks in milliseconds, of which only differences have a meaning, and the limit of work. */
interface Clocks {
  readonly realNow: () => number;
  /** The clock that limits the work of a program. */
  readonly workNow: () => number;
  /** The most work of the program, in milliseconds of `workNow`. */
  readonly mostWork: number;
}

/**
 * Runs a program in a machine that has run none, and returns what happened. Never throws for an error of
 * the program.
 *
 * @throws {Error} for a program without its entry, and for a claim that is no expression: both are
 * mistakes of the caller.
 */
export function execute(machine: Machine, program: Program, clocks: Clocks): Outcome {
  const { realNow, workNow, mostWork } = clocks;
  if (program.files[program.entry] === undefined) {
    throw new Error(`The program has no file "${program.entry}".`);
  }
  const broken = addFiles(machine, program);
  if (broken !== null) {
    const sentence = sentenceOf("error", mostWork);
    return outcome(machine, { end: "error", error: broken, sentence }, [], 0);
  }
  if (program.at !== undefined) machine.startAt(Date.parse(program.at));
  prepare(machine);

  const start = realNow();
  const deadline = workNow() + mostWork;
  const isLate = () => workNow() > deadline;
  machine.runtime.setInterruptHandler(isLate);
  const run = settle(machine, `import * as entry from "./${program.entry}"; export { entry };`, {
    isLate,
  });
  const milliseconds = realNow() - start;
  machine.runtime.removeInterruptHandler();
  if ("end" in run) {
    const sentence = run.sentence ?? sentenceOf(run.end, mostWork);
    return outcome(machine, { ...run, sentence }, [], milliseconds);
  }
  using module = run.module;
  return outcome(
    machine,
    { end: "finished", error: null, sentence: null },
    judge(machine, module, program.claims ?? []),
    milliseconds,
  );
}

interface Failure {
  readonly end: Exclude<End, "finished">;
  readonly error: ProgramError | null;
  readonly sentence?: string;
}

function outcome(
  { records }: Machine,
  ended: Pick<Outcome, "end" | "error" | "sentence">,
  claims: readonly (boolean | null)[],
  milliseconds: number,
): Outcome {
  return { ...ended, ...records, claims, milliseconds };
}

/** Strips the types of all files. Returns the first syntax error. */
function addFiles({ programs }: Machine, { files }: Program): ProgramError | null {
  for (const [name, source] of Object.entries(files)) {
    const stripped = stripTypes(name, source);
    if ("error" in stripped) return stripped.error;
    programs.set(name, stripped.code);
  }
  return null;
}

/** Loads the modules that the program imports and locks them, so that a program cannot change a check. */
function prepare({ context, programs, lock }: Machine): void {
  const own = (name: string) => name.startsWith(".");
  const names = [...new Set([...programs.values()].flatMap(specifiersOf))].filter(
    (name) => !own(name),
  );
  const loaded: QuickJSHandle[] = [];
  for (const name of names) {
    const code = `export * as module from ${JSON.stringify(name)};`;
    const result = context.evalCode(code, "<prepare>", { type: "module" });
    // A name that does not exist fails again in the program, with the program's file and line.
    if (result.error) result.error.dispose();
    else loaded.push(result.value);
  }
  context.unwrapResult(context.callFunction(lock, context.undefined, ...loaded)).dispose();
  for (const handle of loaded) handle.dispose();
}

type Settled = { readonly module: QuickJSHandle } | Failure;

/** Evaluates a module, and runs jobs and timers until its promise is settled. */
function settle(machine: Machine, code: string, { isLate }: { isLate: () => boolean }): Settled {
  const { context, runtime, runNextTimer } = machine;
  const result = context.evalCode(code, "<start>", { type: "module" });
  if (result.error) return failure(machine, result.error, isLate());
  using promise = result.value;
  for (;;) {
    const state = context.getPromiseState(promise);
    if (state.type === "rejected") return failure(machine, state.error, isLate());
    // A program can catch the interruption as the rejection of an async function, and end as if all was well.
    if (isLate()) return { end: "too-long", error: null };
    if (state.type === "fulfilled") {
      // The program can have caught the stop as the rejection of a promise.
      if (isLate()) return { end: "too-long", error: null };
      // A module without `await` is no promise but the namespace itself.
      return { module: state.notAPromise ? promise.dup() : state.value };
    }
    if (runtime.hasPendingJob()) {
      const jobs = runtime.executePendingJobs(100);
      if (jobs.error) return failure(machine, jobs.error, isLate());
      continue;
    }
    const fired = context.callFunction(runNextTimer, context.undefined);
    if (fired.error) return failure(machine, fired.error, isLate());
    const isFired = context.dump(fired.value) === true;
    fired.value.dispose();
    if (!isFired) return { end: "error", error: null, sentence: WAITS_FOR_EVER };
  }
}

function failure(machine: Machine, handle: QuickJSHandle, isLate: boolean): Failure {
  using held = handle;
  const { context, programs } = machine;
  const error = programError(context, held, programs);
  if (isLate && error.message.includes("interrupted")) return { end: "too-long", error: null };
  // Without memory for an error object, QuickJS throws null.
  const isFull = machine.isFull() && context.eq(held, context.null);
  if (isFull || error.message.includes("out of memory")) return { end: "memory", error: null };
  return { end: "error", error };
}

/** Evaluates claims over the export `seen`. `null` stands for a claim that throws. */
function judge(
  { context }: Machine,
  module: QuickJSHandle,
  claims: readonly string[],
): (boolean | null)[] {
  using entry = context.getProp(module, "entry");
  using seen = context.getProp(entry, "seen");
  return claims.map((claim) => {
    const made = context.evalCode(`(seen) => Boolean(${claim}\n)`, "<claim>");
    if (made.error) {
      const reason = context.dump(made.error);
      made.error.dispose();
      throw new Error(`The claim "${claim}" is no expression: ${reason?.message}`);
    }
    using test = made.value;
    const answer = context.callFunction(test, context.undefined, seen);
    if (answer.error) {
      answer.error.dispose();
      return null;
    }
    using value = answer.value;
    return context.dump(value) === true;
  });
}
