// supervisor.mjs <stop signal> <program> [arguments]: runs a program, and ends it when the test process
// has ended for any reason. The end of the parent process closes the standard input of this process.
import { spawn } from "node:child_process";

/** From the stop signal to SIGKILL; milliseconds. */
const KILL_AFTER = 5_000;
const [stopSignal, program, ...args] = process.argv.slice(2);

const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
child.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on("exit", (code) => process.exit(code ?? 0));

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  child.kill(stopSignal);
  setTimeout(() => child.kill("SIGKILL"), KILL_AFTER).unref();
}
// A line "kill" ends the program with SIGKILL. The end of the input ends it with the stop signal.
process.stdin
  .on("data", () => child.kill("SIGKILL"))
  .on("end", stop)
  .on("error", stop);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
