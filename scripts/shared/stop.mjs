/** Ends a command. Its message is printed without a stack trace, and names the next step for the user. */
export class Stop extends Error {}

/** Runs the body of a command. After an error, prints the error and exits with code 1. */
export async function command(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    process.exit(1);
  }
}
