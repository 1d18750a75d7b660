import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { newQuickJSWASMModuleFromVariant, type QuickJSContext } from "quickjs-emscripten-core";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";
import * as nodeIron from "../../../signet/src/dropin/iron-session/crypto/node.ts";
import * as node from "../../../signet/src/token/crypto/node/index.ts";

/** The modules of the bundle. The globals must exist before the modules of the library run. */
const MODULES: Readonly<Record<string, string>> = {
  "entry.ts": `
    import "./globals.ts";
    export * as chosen from "./chosen.ts";
    export * as iron from "./iron.ts";`,
  "globals.ts": `
    import { TextDecoder, TextEncoder } from "@exodus/bytes/encoding-lite.js";
    const getRandomValues = (bytes) => (bytes.set(new Uint8Array(random(bytes.length))), bytes);
    Object.assign(globalThis, { TextDecoder, TextEncoder, crypto: { getRandomValues } });`,
};

async function bundled(): Promise<string> {
  const bundle = await rolldown({
    input: join(import.meta.dirname, "entry.ts"),
    platform: "neutral",
    plugins: [
      {
        name: "modules",
        resolveId: (id) =>
          Object.keys(MODULES).some((name) => id.endsWith(`/${name}`))
            ? join(import.meta.dirname, id.replace(/^.*\//, ""))
            : null,
        load: (id) => MODULES[id.replace(/^.*\//, "")] ?? null,
      },
    ],
  });
  const { output } = await bundle.generate({ format: "iife", name: "lib" });
  await bundle.close();
  return output[0].code;
}

function evaluated(context: QuickJSContext, code: string): unknown {
  const handle = context.unwrapResult(context.evalCode(code));
  return handle.consume((value) => context.dump(value));
}

test("in QuickJS, signatures and sealed texts are those of Node, and open in both", async () => {
  const quickjs = await newQuickJSWASMModuleFromVariant(
    import("@jitl/quickjs-wasmfile-release-sync"),
  );
  const context = quickjs.newContext();
  context
    .newFunction("random", (size) =>
      context.newArrayBuffer(new Uint8Array(randomBytes(context.getNumber(size))).buffer),
    )
    .consume((random) => context.setProp(context.global, "random", random));
  evaluated(context, await bundled());

  const secret = Uint8Array.from({ length: 32 }, (_, at) => at);
  const text = "\u{1f511} key";
  const key = node.contentKey("A256GCM", secret);
  const cipher = await nodeIron.cipherKey("password", "salt");
  const given = { text, gcm: key.encrypt("aad", text), iron: await cipher.encrypt(text) };
  const result = JSON.parse(
    String(
      evaluated(
        context,
        `const { chosen, iron } = lib;
        const given = ${JSON.stringify(given)};
        const secret = Uint8Array.from({ length: 32 }, (_, at) => at);
        const gcm = chosen.contentKey("A256GCM", secret);
        const cipher = iron.cipherKey("password", "salt");
        JSON.stringify({
          signature: chosen.hmacKey("HS256", secret).sign(given.text),
          derived: [...chosen.hkdf(secret, "purpose", 64)],
          opened: gcm.decrypt("aad", given.gcm),
          forged: gcm.decrypt("other", given.gcm),
          sealed: gcm.encrypt("aad", given.text),
          ironMac: iron.macKey("password", "salt")(given.text),
          ironOpened: cipher.decrypt(given.iron),
          ironSealed: cipher.encrypt(given.text),
        })`,
      ),
    ),
  );
  context.dispose();

  const { sealed, ironSealed, ...rest } = result;
  expect(rest).toEqual({
    signature: node.hmacKey("HS256", secret).sign(text),
    derived: [...node.hkdf(secret, "purpose", 64)],
    opened: text,
    forged: null,
    ironMac: await (await nodeIron.macKey("password", "salt"))(text),
    ironOpened: text,
  });
  expect(key.decrypt("aad", sealed)).toBe(text);
  expect(await cipher.decrypt(ironSealed)).toBe(text);
});
