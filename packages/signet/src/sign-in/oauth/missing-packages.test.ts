import { expect, test, vi } from "vitest";
import { logoutTokenVerifier } from "./logout/logout-token.ts";

vi.mock("jose", () => {
  throw new Error("Cannot find package");
});

test("a back-channel logout names the missing package", async () => {
  const client = {
    serverMetadata: () => ({
      issuer: "https://login.example",
      jwks_uri: "https://login.example/jwks",
    }),
  };
  const provider = { data: {}, settings: { clientId: "shop", timeout: 5, fetch } };
  const verify = logoutTokenVerifier(Object(provider));
  await expect(verify("a.b.c", Object(client), Date.now())).rejects.toMatchObject({
    code: "invalid-config",
    message: expect.stringContaining("npm install jose"),
  });
});
