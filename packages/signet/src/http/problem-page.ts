import { type Problem, responseTo } from "./problem.ts";
import { headerOf, type RequestSource } from "./request-source.ts";

/** Checks whether a browser opens a page, so a person sees the response. Scripts get JSON instead. */
export function isPageRequest(request: RequestSource): boolean {
  const mode = headerOf(request, "sec-fetch-mode") ?? "navigate";
  return mode === "navigate" && /\btext\/html\b/i.test(headerOf(request, "accept") ?? "");
}

interface PageText {
  readonly title: string;
  readonly text: string;
}

const DEFAULT_TEXT: PageText = {
  title: "This page cannot be shown",
  text: "The request was refused. Go back and try again.",
};

const TEXTS: Partial<Record<Problem, PageText>> = {
  unavailable: {
    title: "We will be back in a moment",
    text: "Try again soon. This did not sign you out.",
  },
  "no-credential": { title: "Sign in first", text: "This page is for people who are signed in." },
  "bad-credential": { title: "Sign in again", text: "You are not signed in any more." },
  "not-recent": { title: "Sign in again", text: "This page needs a more recent sign-in." },
  "second-factor": {
    title: "One more step",
    text: "This page needs a second proof of who you are, such as a code or a passkey.",
  },
  conflict: {
    title: "This page cannot be shown",
    text: "The browser sent two different sessions. Delete the cookies of this site, and sign in again.",
  },
};

/** Allows the inline style, and neither scripts nor other resources. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE =
  ":root{color-scheme:light dark}body{font:1.125rem/1.6 system-ui,sans-serif;max-width:34rem;margin:20vh auto 0;padding:0 1.25rem}h1{font-size:1.5rem}";

/** Returns the response to a problem as an HTML page without scripts, in a light or dark color scheme. */
export function problemPage(problem: Problem): Response {
  const { title, text } = TEXTS[problem] ?? DEFAULT_TEXT;
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
