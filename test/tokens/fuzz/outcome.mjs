/** What came of asking the library: a value, or an error of its own with a class, a code and words. */
export async function outcomeOf(ask) {
  try {
    return { value: await ask(), shape: "accepted" };
  } catch (error) {
    const name = error?.constructor?.name ?? typeof error;
    const message = String(error?.message);
    const words = message
      .replace(/"[^"]*"|\d+/g, "_")
      .replace(/\b(?:[RPEH]S(?:_|256|384|512)|EdDSA)\b/g, "ALG");
    return { error, shape: `${name} ${error?.code}`, words: `${name} ${error?.code}: ${words}` };
  }
}

/** Whether an error is one that the library's users can expect; `kinds` are the classes. */
export function isOwn(error, { TokenError }, codes) {
  const SignetError = Object.getPrototypeOf(TokenError);
  return error instanceof SignetError && codes.test(error.code) && error.stack !== undefined;
}

/** Whether an error shows what it must not: a longer piece of a token or of a key. */
export function leaks(error, needles) {
  const shown = `${error.message} ${JSON.stringify(error)} ${error.cause?.message ?? ""}`;
  return needles.some((needle) => shown.includes(needle));
}
