import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sealData } from "iron-session";
import { afterAll, expect, test } from "vitest";
import {
  chapterOf,
  exampleFolder,
  examplesOf,
  newAppConfig,
  typeErrors,
} from "../harness/examples.ts";

const root = join(import.meta.dirname, "../..");
const example = join(root, "examples/next-app");
const folder = exampleFolder();
const { write } = folder;
afterAll(folder.remove);

test.each([
  "README.md",
  "packages/signet/README.md",
  "docs/own-sign-in.md",
  "docs/react.md",
  "docs/sign-in-oauth.md",
  "docs/sign-in-password.md",
  "docs/sign-in.md",
])("the examples of %s compile unchanged in the files that they name", (page) => {
  const examples = examplesOf(page);
  expect([...examples.keys()]).toContain("auth.ts");
  const config = {
    extends: join(root, "examples/next-app/tsconfig.json"),
    compilerOptions: { incremental: false, typeRoots: [join(root, "node_modules/@types")] },
    include: ["**/*", join(root, "examples/next-app/.next/types/**/*.ts")],
  };
  // Next generates the types of the routes, including PageProps.
  const next = join(root, "node_modules/next/dist/bin/next");
  spawnSync(process.execPath, [next, "typegen"], { cwd: example });
  const app = write(page.replaceAll("/", "-"), examples);
  expect(typeErrors(app, config)).toBe("");
});

test("the README shows the files of the example unchanged", () => {
  for (const [file, code] of chapterOf("README.md", "Use it")) {
    expect([file, code]).toEqual([file, readFileSync(join(example, file), "utf8").trimEnd()]);
  }
});

test("the examples of docs/tokens.md run unchanged", async () => {
  const app = write("tokens", examplesOf("docs/tokens.md"));
  const run = (file: string) => import(pathToFileURL(join(app, "tokens", file)).href);
  expect(await run("first.ts")).toMatchObject({ ada: "ada", nobody: null });
  expect(await run("typed.ts")).toMatchObject({ greeting: "ada is admin" });
  const pairs = await run("pairs.ts");
  expect(pairs.sub).toBe("ada");
  const { keys } = await pairs.GET().json();
  expect(keys).toEqual([expect.objectContaining({ kty: "OKP", alg: "EdDSA", use: "sig" })]);
  expect(keys[0]).not.toHaveProperty("d");
  const purposes = await run("purposes.ts");
  expect(purposes.total).toBe(42);
  expect(purposes.signInvitation({ sub: "ada" }).split(".")).toHaveLength(3);
  expect((await run("web.ts")).claims).toMatchObject({ sub: "ada" });
  const remote = await run("remote.ts");
  expect((await remote.GET(new Request("http://localhost/"))).status).toBe(401);
});

test.each([
  "tokens",
  "jsonwebtoken",
  "from-next-auth",
  "stores",
  "changing-strategy",
  "cookies",
  "errors",
  "remember-me",
  "factors",
  "accounts",
  "sign-in-email",
  "sign-in-second-factor",
])("the examples of docs/%s.md compile", (page) => {
  // The files for Prisma compile in test/integration/postgres/prisma.test.ts, where Prisma is installed.
  const config = { ...newAppConfig, exclude: ["prisma", "prisma.config.ts"] };
  const app = write(`${page}-types`, examplesOf(`docs/${page}.md`));
  expect(typeErrors(app, config)).toBe("");
});

test("the examples of docs/jsonwebtoken.md run unchanged", async () => {
  const app = write("jsonwebtoken", examplesOf("docs/jsonwebtoken.md"));
  process.env["JWT_SECRET"] = "a-secret-of-the-examples";
  const { issue, userOf } = await import(pathToFileURL(join(app, "session.ts")).href);
  expect(userOf(issue("ada"))).toBe("ada");
  expect(() => userOf(`${issue("ada")}x`)).toThrow("invalid signature");
});

test("the example of docs/remember-me.md runs unchanged", async () => {
  const app = write("remember-me", examplesOf("docs/remember-me.md"));
  process.env["AUTH_SECRET"] = "a-secret-for-the-examples-0123456789-abc";
  const { signIn } = await import(pathToFileURL(join(app, "remember/sign-in.ts")).href);
  const request = new Request("http://localhost:3000/", { method: "POST" });
  const forgotten = await signIn(request, "ada", false);
  expect(forgotten.setCookies[0]).toMatch(/^signet=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
  const { createdAt, expiresAt, terms } = forgotten.session;
  expect(expiresAt - createdAt).toBe(3_600_000);
  expect(terms).toEqual({ idle: 3_600_000, absolute: 43_200_000, persistent: false });
  const remembered = await signIn(new Request(request), "ada", true);
  expect(remembered.setCookies[0]).toMatch(/; Max-Age=604800; Path/);
  expect(remembered.session).not.toHaveProperty("terms");
});

test.each(["from-iron-session", "sign-in-passkeys"])(
  "the examples of docs/%s.md compile in a Next app",
  (page) => {
    const app = write(`${page}-types`, examplesOf(`docs/${page}.md`));
    const config = {
      extends: join(root, "examples/next-app/tsconfig.json"),
      compilerOptions: { incremental: false, typeRoots: [join(root, "node_modules/@types")] },
      include: ["**/*.ts", "**/*.tsx"],
    };
    expect(typeErrors(app, config)).toBe("");
  },
);

test("the example of docs/from-iron-session.md moves a session of iron-session to Signet", async () => {
  const app = write("from-iron-session", examplesOf("docs/from-iron-session.md"));
  process.env["AUTH_SECRET"] = "a-secret-for-the-examples-0123456789-abc";
  process.env["SESSION_PASSWORD"] = "a-password-for-the-examples-0123456789-abc";
  const { move, signet } = await import(pathToFileURL(join(app, "move.ts")).href);
  const seal = await sealData({ userId: "ada" }, { password: process.env["SESSION_PASSWORD"] });
  const headers: Headers = await move(
    new Request("https://example.com/", { headers: { cookie: `app=${seal}` } }),
  );
  const texts = headers.getSetCookie();
  const cookie = texts
    .map((text) => text.split(";", 1)[0])
    .filter((pair) => !pair?.endsWith("="))
    .join("; ");
  expect(texts.some((text) => text.startsWith("app=; Max-Age=0"))).toBe(true);
  const moved = new Request("https://example.com/", { headers: { cookie } });
  expect(await signet.read(moved)).toMatchObject({ status: "active", session: { userId: "ada" } });
  expect((await move(moved)).getSetCookie()).toEqual([]);
  expect((await move(new Request("https://example.com/"))).getSetCookie()).toEqual([]);
});

test("the example without a framework runs unchanged", async () => {
  const app = write("library", examplesOf("packages/signet/README.md"));
  process.env["AUTH_SECRET"] = "a-secret-for-the-examples-0123456789-abc";
  const { answer } = await import(pathToFileURL(join(app, "server.ts")).href);
  const url = "http://localhost:3000/";
  const first: Response = await answer(new Request(url));
  expect(await first.text()).toBe("Welcome");
  const cookie = first.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
  const second: Response = await answer(new Request(url, { headers: { cookie } }));
  expect(await second.text()).toBe("Hello 1");
});
