import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, httpClient } from "../harness/client.ts";
import { startFixture } from "../harness/fixture.ts";
import type { NextApp } from "../harness/next-app.ts";
import { routers } from "../harness/routers.ts";

const BOTH = { name: "both", color: "blue" };

describe.each(["jwt", "sealed", "database"] as const)(
  "concurrent writes under %s()",
  (strategy) => {
    let app: NextApp;
    beforeAll(async () => {
      app = await startFixture({ strategy });
    });
    afterAll(() => app?.stop());

    async function send(client: Client, path: string, body: object) {
      const headers = { "content-type": "application/json", origin: app.url };
      const answer = await client.send(path, {
        method: "POST",
        body: JSON.stringify(body),
        headers,
      });
      expect(answer.status).toBe(200);
      return JSON.parse(answer.text);
    }

    async function signedIn(): Promise<Client> {
      const client = httpClient(app.url);
      await send(client, "/api/sign-in", { userId: "ada" });
      return client;
    }

    describe.each(routers)("in the $router Router", ({ api }) => {
      const me = async (client: Client) => JSON.parse((await client.send(`${api}/me`)).text);

      test("two concurrent updates in one request are both kept", async () => {
        for (const actions of [
          ["name", "color"],
          ["color", "name"],
        ]) {
          const client = await signedIn();
          expect(await send(client, `${api}/at-once`, actions)).toMatchObject({ data: BOTH });
          expect(await me(client)).toMatchObject({ userId: "ada", data: BOTH });
        }
      });

      test("an update concurrent with a sign-in changes the new session", async () => {
        const client = await signedIn();
        const data = { name: "grace", color: "blue" };
        expect(await send(client, `${api}/at-once`, ["sign-in", "color"])).toMatchObject({ data });
        expect(await me(client)).toMatchObject({ userId: "grace", data });
      });

      test("a sign-out wins over a concurrent update, in either order", async () => {
        for (const [actions, outcomes] of [
          [
            ["sign-out", "color"],
            ["fulfilled", "rejected"],
          ],
          [
            ["color", "sign-out"],
            ["fulfilled", "fulfilled"],
          ],
        ] as const) {
          const client = await signedIn();
          expect(await send(client, `${api}/at-once`, actions)).toEqual({ outcomes, data: null });
          expect((await client.send(`${api}/me`)).status).toBe(401);
        }
      });
    });
  },
);
