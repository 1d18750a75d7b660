import type { Step } from "./step.ts";

/** A difference from the originals that Signet means. docs/from-next-auth.md gives the reasons. */
interface Difference {
  readonly name: string;
  /** Returns the step as the original would show it. Other steps come back unchanged. */
  readonly undo: (step: Step, original: Step) => Step;
}

const differences: readonly Difference[] = [
  {
    name: "The sign-in page has a heading, for people who use a screen reader.",
    undo(step, original) {
      if (step.kind !== "page" || original.kind !== "page") return step;
      if (!step.at.includes("/api/auth/signin") || original.text.startsWith("Sign in\n"))
        return step;
      return { ...step, text: step.text.replace(/^Sign in\n+/, "") };
    },
  },
  {
    name: "A renewed session token names the time when the session began, in its header.",
    undo: (step) =>
      withCookieTexts(step, (text) => text.replace(/(JWE \{[^}]*),"begun":\d+\}/, "$1}")),
  },
  {
    name: "A sign-out leaves a cookie, so that a late response cannot restore the session.",
    undo(step) {
      if (step.kind === "cookies") {
        const cookies = step.cookies.filter(
          ({ name }) => name !== "signed-out.next-auth.session-token",
        );
        return { ...step, cookies };
      }
      if (step.kind !== "answer") return step;
      const setCookies = step.setCookies.filter(
        (text) => !text.startsWith("signed-out.next-auth.session-token="),
      );
      return { ...step, setCookies };
    },
  },
  {
    name: "getServerSession(req, res, options) sets the session cookie only.",
    undo(step, original) {
      if (step.kind === "answer" && original.kind === "answer") {
        const isAuthRoute = step.request.includes("/api/auth/");
        const isNeedless = original.setCookies.every((text) => text.startsWith("next-auth."));
        if (isAuthRoute || step.setCookies.length > 0 || !isNeedless) return step;
        return { ...step, setCookies: original.setCookies };
      }
      if (step.kind !== "cookies" || original.kind !== "cookies") return step;
      const missing = original.cookies.filter(
        ({ name }) =>
          NEEDLESS.includes(name) && !step.cookies.some((cookie) => cookie.name === name),
      );
      const cookies = [...step.cookies, ...missing];
      return { ...step, cookies: cookies.sort((a, b) => (a.name < b.name ? -1 : 1)) };
    },
  },
  {
    name: "A token ends with session.maxAge, also before its first renewal.",
    undo(step, original) {
      if (step.kind !== "answer" || original.kind !== "answer") return step;
      if (!original.body.includes('"lifetime":2592000')) return step;
      return { ...step, body: step.body.replace('"lifetime":604800', '"lifetime":2592000') };
    },
  },
  {
    name: "A refused update is answered with JSON.",
    undo(step, original) {
      if (step.kind !== "answer" || original.kind !== "answer") return step;
      if (original.body !== "[object Object]" || step.body !== "{}") return step;
      return { ...step, body: original.body, headers: original.headers };
    },
  },
];

const NEEDLESS = ["next-auth.callback-url", "next-auth.csrf-token"];

export const DIFFERENCES: readonly string[] = differences.map(({ name }) => name);

/** Returns the steps of a visit on Signet as the original would show them, and the differences found. */
export function asOnTheOriginal(
  steps: readonly Step[],
  original: readonly Step[],
): { readonly steps: readonly Step[]; readonly found: ReadonlySet<string> } {
  const found = new Set<string>();
  const undone = steps.map((step, index) => {
    const other = original[index];
    if (!other) return step;
    let shown = step;
    for (const { name, undo } of differences) {
      const next = undo(shown, other);
      if (JSON.stringify(next) !== JSON.stringify(shown)) found.add(name);
      shown = next;
    }
    return shown;
  });
  return { steps: undone, found };
}

function withCookieTexts(step: Step, change: (text: string) => string): Step {
  if (step.kind === "answer") return { ...step, setCookies: step.setCookies.map(change) };
  if (step.kind !== "cookies") return step;
  const cookies = step.cookies.map((cookie) => ({ ...cookie, value: change(cookie.value) }));
  return { ...step, cookies };
}
