import { expect, test } from "vitest";
import {
  equalHashes,
  formatCredential,
  hashSecret,
  isSessionId,
  newSecret,
  newSessionId,
  parseCredential,
} from "./opaque.ts";

test("session ids of one user are distinct and share the user's tag", () => {
  const ids = Array.from({ length: 1_000 }, () => newSessionId("Ada_"));
  expect(new Set(ids).size).toBe(1_000);
  expect(new Set(ids.map((id) => id.slice(0, 4)))).toEqual(new Set(["Ada_"]));
  for (const id of ids) expect(isSessionId(id)).toBe(true);
});

test("a session id has 128 random bits, and a secret has 256", () => {
  expect(Buffer.from(newSessionId("Ada_").slice(4), "base64url")).toHaveLength(16);
  expect(Buffer.from(newSecret(), "base64url")).toHaveLength(32);
});

test("a formatted credential parses to its parts, and an altered text does not parse", async () => {
  const credential = { id: newSessionId("Ada_"), secret: newSecret() };
  const text = formatCredential(credential);
  expect(parseCredential(text)).toEqual(credential);
  for (const wrong of ["", ".", `${text}\n`, ` ${text}`, text.slice(1), `${text}A`, `${text}=`]) {
    expect(parseCredential(wrong)).toBeNull();
  }
});

test("hashSecret is SHA-256, and equalHashes compares the bytes", async () => {
  const hash = await hashSecret("abc");
  expect(Buffer.from(hash).toString("hex")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
  expect(equalHashes(hash, await hashSecret("abc"))).toBe(true);
  expect(equalHashes(hash, await hashSecret("abd"))).toBe(false);
  expect(equalHashes(hash, new Uint8Array(0))).toBe(false);
});
