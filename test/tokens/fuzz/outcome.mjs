/**
 * Runs an attempt and returns its outcome. `summary` is "accepted", or the class and code of the
 * error. `detail` is the summary with the message, in which quoted text, numbers and names of
 * algorithms are replaced, so that equal problems have equal details.
 */
export async function outcomeOf(attempt) {
  try {
    return { value: await attempt(), summary: "accepted" };
  } catch (error) {
    const name = error?.constructor?.name ?? typeof error;
    const message = String(error?.message)
      .replace(/"[^"]*"|\d+/g, "_")
      .replace(/\b(?:[RPEH]S(?:_|256|384|512)|EdDSA)\b/g, "ALG");
    const summary = `${name} ${error?.code}`;
    return { error, summary, detail: `${summary}: ${message}` };
  }
}

/** Checks whether an error is a SignetError of the given build with one of the expected codes. */
export function isOwn(error, { TokenError }, codes) {
  const SignetError = Object.getPrototypeOf(TokenError);
  return error instanceof SignetError && codes.test(error.code) && error.stack !== undefined;
}

/** Checks whether an error, its JSON or the message of its cause contains one of the secret texts. */
export function leaks(error, secretTexts) {
  const shown = `${error.message} ${JSON.stringify(error)} ${error.cause?.message ?? ""}`;
  return secretTexts.some((text) => shown.includes(text));
}
