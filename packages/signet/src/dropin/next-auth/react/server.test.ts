/** The client on a server: rendering, and the hook outside of its provider. */
import { createRequire } from "node:module";
import { createElement, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import * as ours from "./index.ts";

const require = createRequire(import.meta.url);
const original: typeof ours = require("next-auth/react");
const EXPIRES = "2027-01-01T00:00:00.000Z";
const ADA = { user: { name: "Ada" }, expires: EXPIRES };

afterEach(() => {
  vi.unstubAllEnvs();
});

type Client = Pick<typeof ours, "SessionProvider" | "useSession" | "SessionContext">;

function Probe({ client, required }: { client: Client; required: boolean }): ReactNode {
  const { status, data } = client.useSession({ required });
  return `${status} ${JSON.stringify(data)}`;
}

function htmlOf(client: Client, props: object, required = false): string {
  const probe = createElement(Probe, { client, required });
  return renderToString(createElement(client.SessionProvider, props, probe));
}

describe("on a server, both clients render the same", () => {
  test.each(
    [{ session: ADA }, { session: null }, {}, { session: undefined }].flatMap((props) => [
      [props, false] as const,
      [props, true] as const,
    ]),
  )("props %j, required %j", (props, required) => {
    const html = htmlOf(ours, props, required);
    expect(html).toBe(htmlOf(original, props, required));
    expect(html).toMatch(/^(authenticated|unauthenticated|loading) /);
  });

  test("a render never sees the session of another one", () => {
    const inside = (props: object) =>
      createElement(
        ours.SessionProvider,
        props,
        createElement(Probe, { client: ours, required: false }),
      );
    const html = renderToString([
      createElement("p", { key: 1 }, inside({ session: ADA })),
      createElement("p", { key: 2 }, inside({ session: null })),
    ]);
    expect(html).toContain("<p>authenticated {");
    expect(html).toContain("<p>unauthenticated null</p>");
    expect(htmlOf(ours, {})).toBe("loading undefined");
  });
});

describe("useSession outside of a provider", () => {
  test.each(["development", "test"])("throws the same error in %s", (mode) => {
    vi.stubEnv("NODE_ENV", mode);
    const render = (client: Client) => () =>
      renderToString(createElement(Probe, { client, required: false }));
    expect(render(ours)).toThrow("`useSession` must be wrapped in a <SessionProvider />");
    expect(render(original)).toThrow("`useSession` must be wrapped in a <SessionProvider />");
  });

  test("returns undefined in production, as there", () => {
    vi.stubEnv("NODE_ENV", "production");
    const results: unknown[] = [];
    const Reader = ({ client }: { client: Client }): ReactNode => {
      results.push(client.useSession());
      return null;
    };
    renderToString(createElement(Reader, { client: ours }));
    renderToString(createElement(Reader, { client: original }));
    expect(results).toEqual([undefined, undefined]);
  });
});

test("the client exports the same functions", () => {
  expect(Object.keys(ours).sort()).toEqual(Object.keys(original).sort());
});

test("SessionContext holds the value of the hook", () => {
  const value = { data: ADA, status: "authenticated" as const, update: async () => ADA };
  const probe = createElement(Probe, { client: ours, required: false });
  const html = renderToString(createElement(ours.SessionContext.Provider, { value }, probe));
  expect(html).toContain("authenticated {");
});
