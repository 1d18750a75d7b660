/**
 * The examples in the READMEs of iron-session 6, 8 and 9, as separate programs. Only the import
 * changes, and the output must stay the same.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { exampleFolder } from "../harness/examples.ts";
import { readmeBlocks } from "../harness/readme-examples.ts";

const folder = exampleFolder();
afterAll(folder.remove);

const world = join(import.meta.dirname, "../harness/iron-world.ts");

interface Program {
  /** The installed package with the README. */
  readonly original: string;
  /** The examples by file, each with the beginning of its code, and code that it needs in addition. */
  readonly files: Readonly<Record<string, readonly [beginning: string, before?: string]>>;
  /** The program that uses the examples. */
  readonly main: string;
}

const NODE = "// Next.js API Routes and Node.js/Express/Connect.";
const ROUTES = "// Next.js Route Handlers (App Router)";
const useBoth = `
  const { get, post } = await import("./node.ts");
  await call("get without a cookie", get);
  await call("post", post);
  await call("get", get);
  const { GET, POST } = await import("./routes.ts");
  await show("GET", await GET());
  await POST();
  await show("POST", await GET());`;

const programs: Readonly<Record<string, Program>> = {
  "iron-session 9": {
    original: "iron-session",
    files: {
      "node.ts": [NODE],
      "routes.ts": [ROUTES],
      "proxy.ts": ["// Next.js proxy.ts", "const options = globalThis.options;"],
      "jar.ts": [
        "const session = await getIronSession(\n  {\n    read:",
        'import { getIronSession } from "iron-session"; const { options, myFramework } = globalThis;',
      ],
      "lib/session.ts": [
        "// lib/session.ts",
        'import { cookies } from "next/headers"; import { getIronSession } from "iron-session"; type Session = any; const { options, SessionSchema } = globalThis;',
      ],
    },
    main: `${useBoth}
  const { NextRequest } = await import("next/server.js");
  Date.now = () => 1_700_000_000_000;
  globalThis.options = { cookieName: "app", password: "complex_password_at_least_32_characters_long" };
  const seen = new NextRequest("http://localhost/", { headers: { cookie: browser.cookie() } });
  const answer = await (await import("./proxy.ts")).proxy(seen);
  await show("proxy", [[...answer.headers], seen.cookies.getAll()]);
  const read = [];
  globalThis.myFramework = { getCookie: (name) => void read.push(name), setCookie: (...args) => read.push(args) };
  await import("./jar.ts");
  await show("jar", read);
  globalThis.SessionSchema = { safeParse: () => ({ success: false }) };
  const { getSession } = await import("./lib/session.ts");
  await show("getSession", await getSession());`,
  },
  "iron-session 8": {
    original: "iron-session-8",
    files: { "node.ts": [NODE], "routes.ts": [ROUTES] },
    main: useBoth,
  },
  "iron-session 6": {
    original: "iron-session-6",
    files: {
      "login.ts": ["// pages/api/login.ts"],
      "user.ts": ["// pages/api/user.ts"],
      "logout.ts": ["// pages/api/logout.ts"],
      "admin.ts": ["// pages/admin.tsx"],
      "middleware.ts": ["// /middleware.ts"],
      "lib/config.ts": ["// lib/config.ts"],
      "lib/withSession.ts": ["// lib/withSession.js"],
      "wrapped-admin.ts": ["// pages/admin.tsx\n\nimport { withSessionSsr }"],
      "wrapped-login.ts": ["// pages/api/login.ts\n\nimport { withSessionRoute }"],
      "short-login.ts": [
        '// pages/api/login.ts\n\nimport { withIronSessionApiRoute } from "iron-session/next";\nimport { ironOptions }',
      ],
      "sendEmail.ts": [
        "// pages/api/sendEmail.ts",
        "const { getUserFromDatabase, sendEmail } = globalThis;",
      ],
      "magicLogin.ts": [
        "// pages/api/magicLogin.ts",
        "const { getUserFromDatabase } = globalThis;",
      ],
      "impersonate.ts": ["// pages/api/impersonate.ts"],
      "stopImpersonate.ts": ["// pages/api/stopImpersonate.ts"],
      "express.ts": [
        'import { ironSession } from "iron-session/express";',
        "const { app } = globalThis; import { ironOptions } from 'lib/config';",
      ],
    },
    main: `
  let mail = "";
  globalThis.getUserFromDatabase = (id) => ({ id, name: "Ada", email: "ada@example.com" });
  globalThis.sendEmail = async (...args) => void (mail = args.join(" "));
  const route = async (file, query) => call(file, (await import(\`./\${file}.ts\`)).default, query);
  const page = async (file) => {
    const { getServerSideProps } = await import(\`./\${file}.ts\`);
    await call(file, (req, res) => getServerSideProps({ req, res }));
  };
  await page("admin");
  await route("user");
  await route("login");
  await route("user");
  await page("admin");
  await page("wrapped-admin");
  await route("impersonate", { userId: 7 });
  await route("stopImpersonate");
  const { NextRequest } = await import("next/server.js");
  const { middleware } = await import("./middleware.ts");
  const seen = new NextRequest("http://localhost/admin", { headers: { cookie: browser.cookie() } });
  await show("middleware", [...(await middleware(seen)).headers]);
  await route("logout");
  await route("user");
  await route("short-login");
  await route("wrapped-login");
  await route("sendEmail", { userId: 9 });
  await show("mail", mail.replace(/seal=\\S+~2/, "seal=…"));
  await route("magicLogin", { seal: /seal=([^"]+)/.exec(mail)[1] });
  await route("user");
  globalThis.app = { use: (middleware) => (globalThis.middleware = middleware) };
  await import("./express.ts");
  await call("express", (req, res) => globalThis.middleware(req, res, () => res.send(req.session)));`,
  },
};

/** Writes the examples with imports of a package, runs the program, and returns its output. */
function run(name: string, { original, files, main }: Program, target: string) {
  const blocks = readmeBlocks(original);
  const examples = Object.entries(files).map(([file, [beginning, before = ""]]) => {
    const block = blocks.find((code) => code.startsWith(beginning));
    if (block === undefined) throw new Error(`The README has no example ${beginning}.`);
    const filled = `${before}\n${block}`
      .replaceAll('password: "..."', 'password: "complex_password_at_least_32_characters_long"')
      .replaceAll('cookieName: "..."', 'cookieName: "app"');
    return [file, filled.replaceAll(/(['"])iron-session(?=\/|\1)/g, `$1${target}`)] as const;
  });
  const app = folder.write(`${name}-${target}`.replaceAll(/\W/g, "-"), new Map(examples));
  const program = `
  import { browser, call, resolveExamples, show } from ${JSON.stringify(world)};
  resolveExamples(${JSON.stringify(app)});${main}`;
  folder.write(`${name}-${target}`.replaceAll(/\W/g, "-"), new Map([["main.ts", program]]));
  const flags = [
    "--disable-warning=ExperimentalWarning",
    "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, join(app, "main.ts")], {
    cwd: app,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" },
  });
  return { status, stdout, stderr };
}

test.each(Object.entries(programs))(
  "the README examples of %s print the same with signet-auth/iron-session",
  (name, program) => {
    const theirs = run(name, program, program.original);
    expect(theirs).toMatchObject({ status: 0, stderr: "" });
    expect(theirs.stdout).toContain("<seal of");
    expect(run(name, program, "signet-auth/iron-session")).toEqual(theirs);
  },
);

test("signet-auth/iron-session can be required", () => {
  const code = `
    const { getIronSession, sealData, unsealData } = require("signet-auth/iron-session");
    const password = "complex_password_at_least_32_characters_long";
    sealData({ a: 1 }, { password }).then((seal) => unsealData(seal, { password })).then(console.log);`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=commonjs", "--eval", code],
    { cwd: import.meta.dirname, encoding: "utf8" },
  );
  expect({ stdout, stderr }).toEqual({ stdout: "{ a: 1 }\n", stderr: "" });
});
