/** Sends mails with both libraries to a real mail server. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type MailServer, startMailServer } from "../../../fixtures/mail-server.ts";
import { ours, prepareTests, theirs } from "./comparison.test-d.ts";
import { askForLink, programOf } from "./email-flow.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
prepareTests();

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.stop());

test("both libraries send the same mail with nodemailer", async () => {
  for (const library of [ours, theirs]) {
    const program = programOf(
      library,
      {},
      {
        server: server.url,
        from: "Site <site@example.com>",
        generateVerificationToken: () => "123456",
      },
    );
    // The program's own function would replace nodemailer.
    const [provider] = program.options["providers"] as { options: object }[];
    Reflect.deleteProperty(Object(provider?.options), "sendVerificationRequest");
    const { answer } = await askForLink(library, program);
    expect([answer.location, program.log.filter(([name]) => name === "error")]).toEqual([
      "http://localhost:3000/api/auth/verify-request?provider=email&type=email",
      [],
    ]);
  }
  const [first, second] = server.mails.map(({ to, raw }) => ({
    to,
    mail: raw
      .replace(/^Message-ID:.*$/m, "")
      .replaceAll(/--_NmP-[\w-]+/g, "boundary")
      .replaceAll("=\r\n", "")
      .replaceAll(/&(?:amp|#38);/g, "&"),
  }));
  expect(first?.to).toEqual(["ada@example.com"]);
  expect(first?.mail).toContain("Sign in to localhost:3000");
  expect(first).toEqual(second);
});
