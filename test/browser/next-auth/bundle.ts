import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

/** The two clients that the tests compare. */
export type Library = "next-auth" | "signet-auth/next-auth";

/** A page that shows the session, and lets a test call the client. */
const page = (library: Library) => `
  import * as client from "${library}/react";
  import { Activity, createElement, StrictMode, useEffect } from "react";
  import { flushSync } from "react-dom";
  import { createRoot, hydrateRoot } from "react-dom/client";
  import { renderToString } from "react-dom/server";

  let root;
  const text = ({ status, data }) => status + " " + (data ? data.user.name : data);
  function Probe({ options = {}, calls }) {
    const value = client.useSession({ ...options, ...(calls && { onUnauthenticated: () => tab.calls++ }) });
    tab.value = value;
    if (tab.states.at(-1) !== text(value)) tab.states.push(text(value));
    useEffect(() => void tab.effects.push(text(value)), [value]);
    return createElement("p", { id: "probe" }, text(value));
  }
  const tree = ({ strict, mode, options, calls, inside = true, ...props }) => {
    const probe = inside && createElement(Probe, { options, calls });
    const provider = createElement(client.SessionProvider, props, probe);
    if (mode) return createElement(Activity, { mode }, provider);
    return strict ? createElement(StrictMode, null, provider) : provider;
  };
  const tab = {
    client, states: [], effects: [], calls: 0, value: undefined,
    mount(props) { root = createRoot(document.getElementById("root")); this.render(props); },
    hydrate(props) { root = hydrateRoot(document.getElementById("root"), tree(props)); },
    render(props) { flushSync(() => root.render(tree(props))); },
    unmount() { root.unmount(); },
    html(props) { return renderToString(tree(props)); },
  };
  globalThis.tab = tab;
`;

/** Bundles the page with one of the clients. */
export async function bundlePage(library: Library): Promise<string> {
  // Inside the workspace of the tests, so that packages resolve as in an application.
  const folder = mkdtempSync(join(import.meta.dirname, ".page-"));
  try {
    const input = join(folder, "page.mjs");
    writeFileSync(input, page(library));
    await using bundle = await rolldown({
      input,
      platform: "browser",
      // Only Next reads "use client", and rolldown warns that it drops the directive.
      logLevel: "silent",
      transform: {
        define: {
          "process.env.NODE_ENV": '"production"',
          "process.env.NEXTAUTH_URL": "undefined",
          "process.env.NEXTAUTH_URL_INTERNAL": "undefined",
          "process.env.VERCEL_URL": "undefined",
        },
      },
    });
    const { output } = await bundle.generate({
      format: "iife",
      codeSplitting: false,
      minify: true,
    });
    return output[0].code;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
