import { expect, test } from "vitest";
import { passkeyBench } from "../../../fixtures/passkey-bench.ts";
import { passkey } from "./passkey.ts";

const wrong = (message: RegExp) =>
  expect.objectContaining({ code: "invalid-config", message: expect.stringMatching(message) });

test.each([
  [{ rpID: "example.com" }, /rpID is not an option/],
  [{ rpId: "" }, /rpId must be a text/],
  [{ userVerification: "discouraged" }, /userVerification .* "required" or "preferred"/],
  [{ onCounterRegression: "ignore" }, /onCounterRegression .* "refuse" or "report"/],
  [{ topOrigins: ["https://a.example/path"] }, /topOrigins/],
  [{ topOrigins: "https://a.example" }, /topOrigins/],
  [{ signUp: "yes" }, /signUp .* true or false/],
])("a wrong option is refused with its name: %o", (options, message) => {
  expect(() => Reflect.apply(passkey, null, [options])).toThrow(wrong(message));
});

test("rpId is the host name of the site, or a domain above it", async () => {
  const rpIdAt = async (origin: string, rpId?: string) => {
    const { options } = await passkeyBench(rpId === undefined ? {} : { rpId }, { origin });
    return Object(await options("signIn")).rpId;
  };
  expect(await rpIdAt("https://app.example.com")).toBe("app.example.com");
  expect(await rpIdAt("http://localhost:3000")).toBe("localhost");
  expect(await rpIdAt("https://app.example.com", "example.com")).toBe("example.com");
  await expect(rpIdAt("https://notexample.com", "example.com")).rejects.toEqual(wrong(/rpId/));
  await expect(rpIdAt("https://example.com", "app.example.com")).rejects.toEqual(wrong(/rpId/));
});

test.each(["http://127.0.0.1:3000", "http://[::1]:3000"])(
  "a site with an IP address is refused with advice: %s",
  async (origin) => {
    const { run } = await passkeyBench({}, { origin });
    await expect(run("signIn")).rejects.toEqual(wrong(/http:\/\/localhost/));
  },
);
