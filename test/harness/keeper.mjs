// keeper.mjs <stop signal> <program> [arguments]: runs a program and ends it when the test that
// started it is gone, however that test ended. A dead parent closes this process's input.
import { spawn } from "node:child_process";

const STUBBORN_AFTER = 5_000;
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
  setTimeout(() => child.kill("SIGKILL"), STUBBORN_AFTER).unref();
}
// A line "kill" ends the program as a power cut would; the end of the input, with manners.
process.stdin
  .on("data", () => child.kill("SIGKILL"))
  .on("end", stop)
  .on("error", stop);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
