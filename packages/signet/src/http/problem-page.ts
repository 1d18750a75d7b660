import { type Problem, responseTo } from "./problem.ts";
import { headerOf, type RequestSource } from "./source.ts";

/** Whether a person looks at the answer: a browser that opens a page, not a script that fetches. */
export function isForAPerson(request: RequestSource): boolean {
  const mode = headerOf(request, "sec-fetch-mode") ?? "navigate";
  return mode === "navigate" && /\btext\/html\b/i.test(headerOf(request, "accept") ?? "");
}

interface Words {
  readonly title: string;
  readonly text: string;
}

const OTHERWISE: Words = {
  title: "This page cannot be shown",
  text: "The request was refused. Go back and try again.",
};

const WORDS: Partial<Record<Problem, Words>> = {
  unavailable: {
    title: "We will be back in a moment",
    text: "Try again soon. Nobody was signed out.",
  },
  "no-credential": { title: "Sign in first", text: "This page is for people who are signed in." },
  "bad-credential": { title: "Sign in again", text: "You are not signed in any more." },
  conflict: {
    title: "This page cannot be shown",
    text: "The browser sent two different sessions. Delete the cookies of this site, and sign in again.",
  },
};

/** Nothing may run or be loaded, but for the style below. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE =
  ":root{color-scheme:light dark}body{font:1.125rem/1.6 system-ui,sans-serif;max-width:34rem;margin:20vh auto 0;padding:0 1.25rem}h1{font-size:1.5rem}";

/** The answer to a problem as a page that a person can read: without a script, in light or dark. */
export function problemPage(problem: Problem): Response {
  const { title, text } = WORDS[problem] ?? OTHERWISE;
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<main>
<h1>${title}</h1>
<p>${text}</p>
</main>
</html>
`;
  return responseTo(problem, page, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
  });
}
