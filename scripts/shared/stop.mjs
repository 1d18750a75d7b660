/** Ends a command with a sentence that says what to do, and no stack trace. */
export class Stop extends Error {}

/** Runs a command's body; whatever goes wrong ends in a sentence and exit code 1. */
export async function command(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    process.exit(1);
  }
}
