/** Sends mails with both libraries to a real SMTP server. */
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test, vi } from "vitest";
import { ours, prepareTests, theirs } from "./comparison.test-d.ts";
import { askForLink, programOf } from "./email-flow.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
prepareTests();

let server: SMTPServer | undefined;
afterEach(async () => {
  await new Promise<void>((done) => (server === undefined ? done() : server.close(() => done())));
  server = undefined;
});

test("both libraries send the same mail with nodemailer", async () => {
  const received: { to: string[]; text: string }[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      let text = "";
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      stream.on("end", () => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  server = smtp;
  await new Promise<void>((done) => smtp.listen(0, "127.0.0.1", done));
  const address = smtp.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  for (const library of [ours, theirs]) {
    const program = programOf(
      library,
      {},
      {
        server: `smtp://127.0.0.1:${port}`,
        from: "Site <site@example.com>",
        generateVerificationToken: () => "123456",
        sendVerificationRequest: undefined,
      },
    );
    if (library === theirs)
      Reflect.deleteProperty(
        Object(Object(program.options["providers"])[0]).options,
        "sendVerificationRequest",
      );
    const { answer } = await askForLink(library, program);
    expect([answer.location, program.log.filter(([name]) => name === "error")]).toEqual([
      "http://localhost:3000/api/auth/verify-request?provider=email&type=email",
      [],
    ]);
  }
  const shown = received.map(({ to, text }) => ({
    to,
    text: text.replace(/^Message-ID:.*$/m, "").replaceAll(/--_NmP-[\w-]+/g, "boundary"),
  }));
  expect(shown[0]?.to).toEqual(["ada@example.com"]);
  const parts = (text: string | undefined) =>
    text?.replaceAll("=\r\n", "").replaceAll(/&(?:amp|#38);/g, "&");
  expect(parts(shown[0]?.text)).toContain("Sign in to localhost:3000");
  expect(parts(shown[0]?.text)).toEqual(parts(shown[1]?.text));
});
