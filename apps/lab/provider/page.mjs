import { people } from "./people.mjs";

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 26rem; padding: 3rem 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 0.5rem; }
form { display: grid; gap: 0.75rem; margin: 1.5rem 0; }
button { font: inherit; text-align: start; padding: 0.75rem 1rem; border-radius: 0.5rem; cursor: pointer;
  border: 1px solid color-mix(in srgb, currentColor 30%, transparent); background: transparent; color: inherit; }
button:hover { border-color: currentColor; }
small { display: block; opacity: 0.75; }
`;

/** Returns the page on which a visitor chooses a person. */
export function choosePage(action) {
  const buttons = people.map(
    ({ id, name, email }) =>
      `<button name="person" value="${id}">${name}<small>${email}</small></button>`,
  );
  return page(
    "Sign in at the practice provider",
    `<p>This is a real OpenID provider on your own machine. It stands for the provider of a company.
     Choose who you are. Nobody here has a password.</p>
     <form method="post" action="${action}">${buttons.join("")}
     <button name="person" value="">Cancel, and go back to the Lab</button></form>`,
  );
}

/** Returns the page that asks whether to end the session at the provider. `form` is made by oidc-provider. */
export function signOutPage(form) {
  return page(
    "Sign out at the practice provider",
    `<p>The Lab has signed you out. Do you want to end your session at the provider as well?</p>
     ${form}
     <form><button form="op.logoutForm" name="logout" value="yes">Yes, sign out here too</button>
     <button form="op.logoutForm">No, stay signed in here</button></form>`,
  );
}

/** Returns the page after a sign-out that no application asked for. */
export function signedOutPage() {
  return page(
    "Signed out at the practice provider",
    "<p>The applications that take part were told, and have ended their sessions of yours.</p>",
  );
}

/** Returns a page for an error. */
export function errorPage(detail) {
  return page("The practice provider refused the request", `<p>${escapeHtml(detail)}</p>`);
}

function page(title, body) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>`;
}

function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
