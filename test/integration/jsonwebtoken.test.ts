/**
 * The well-known examples of jsonwebtoken, as separate programs. Only the import changes, and the
 * output must stay the same.
 */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const examples = {
  "sign with a string secret": `
    const token = jwt.sign({ foo: 'bar', iat: 1700000000 }, 'shhhhh');
    console.log(token);`,
  verify: `
    const token = jwt.sign({ foo: 'bar', iat: 1700000000 }, 'shhhhh');
    const decoded = jwt.verify(token, 'shhhhh');
    console.log(decoded.foo);
    jwt.verify(token, 'wrong-secret', function(err, decoded) {
      console.log(err.name, err.message, decoded, JSON.stringify(err));
    });`,
  "an expired token": `
    const token = jwt.sign({ exp: 1700000000, data: 'foobar' }, 'secret');
    try {
      jwt.verify(token, 'secret');
    } catch (err) {
      console.log(err instanceof jwt.TokenExpiredError, err instanceof jwt.JsonWebTokenError);
      console.log(err.name, err.message, err.expiredAt.toISOString());
    }`,
  "decode does not verify": `
    const token = jwt.sign({ foo: 'bar', iat: 1700000000 }, 'somebody else');
    console.log(jwt.decode(token));
    console.log(jwt.decode(token, { complete: true }).header);`,
  "expiresIn: '1h'": `
    const { iat, exp } = jwt.verify(jwt.sign({ data: 'foobar' }, 'secret', { expiresIn: '1h' }), 'secret');
    console.log(exp - iat);
    jwt.sign({ foo: 'bar' }, 'secret', { expiresIn: 60 * 60 }, function(err, token) {
      console.log(err, jwt.decode(token).exp - jwt.decode(token).iat);
    });`,
} as const;

const imports = {
  "import jwt from": (name: string) => `import jwt from '${name}';`,
  "import * as jwt": (name: string) => `import * as jwt from '${name}';`,
  "const jwt = require": (name: string) => `const jwt = require('${name}');`,
} as const;

function run(program: string, type: "module" | "commonjs") {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--input-type=${type}`, "--eval", program],
    { cwd: import.meta.dirname, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

test.each(
  Object.entries(imports).flatMap(([style, write]) =>
    Object.entries(examples).map(([title, body]) => [style, title, write, body] as const),
  ),
)(
  "the jsonwebtoken example with %s prints the same with signet-auth: %s",
  (style, _, write, body) => {
    const type = style.includes("require") ? "commonjs" : "module";
    // `require`, because `import * as` does not show every export of a CommonJS package.
    const theirs = run(`const jwt = require('jsonwebtoken');${body}`, "commonjs");
    expect(theirs).toMatchObject({ status: 0, stderr: "" });
    expect(theirs.stdout).not.toBe("");
    expect(run(write("signet-auth/jsonwebtoken") + body, type)).toEqual(theirs);
  },
);

test("single functions of signet-auth/jsonwebtoken can be imported and required", () => {
  const body = "console.log(verify(sign({ iat: 5 }, 's'), 's'), typeof TokenExpiredError);";
  const names = "{ sign, verify, TokenExpiredError }";
  const expected = { status: 0, stdout: "{ iat: 5 } function\n", stderr: "" };
  expect(run(`import ${names} from 'signet-auth/jsonwebtoken'; ${body}`, "module")).toEqual(
    expected,
  );
  expect(run(`const ${names} = require('signet-auth/jsonwebtoken'); ${body}`, "commonjs")).toEqual(
    expected,
  );
});
