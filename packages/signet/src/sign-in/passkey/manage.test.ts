import { expect, test } from "vitest";
import { passkeyBench } from "../../../fixtures/passkey-bench.ts";
import { done, invalidField, refused } from "../contract/makers.ts";

const WRONG_ID = invalidField("id");

test("a user renames and removes a passkey by its id", async () => {
  const { register, run, stored, accounts, authenticator, ada, events, signIn } =
    await passkeyBench();
  await register();
  await register();
  const [first, second] = authenticator.credentials.map(({ id }) => id);
  expect(await run("rename", { id: second, name: "Key ring" }, { session: ada })).toEqual(
    done({ value: { id: second, name: "Key ring" } }),
  );
  expect(await stored()).toMatchObject({ name: "Key ring" });
  expect(await signIn()).toMatchObject({ type: "proved" });
  expect(await run("remove", { id: first }, { session: ada })).toMatchObject({ type: "done" });
  expect((await accounts.authenticators.list(ada.userId)).map(({ id }) => id)).toEqual([second]);
  expect(events.at(-1)).toEqual({
    type: "passkey-removed",
    userId: ada.userId,
    authenticator: first,
  });
});

test("the passkey of another user is neither renamed nor removed", async () => {
  const { register, run, authenticator, accounts, eve } = await passkeyBench();
  await register({}, undefined, { name: "Phone" });
  const id = authenticator.credentials[0]?.id;
  expect(await run("rename", { id, name: "Mine" }, { session: eve })).toEqual(WRONG_ID);
  expect(await run("remove", { id }, { session: eve })).toEqual(WRONG_ID);
  expect(await run("remove", { id: "AAAA" }, { session: eve })).toEqual(WRONG_ID);
  expect(await accounts.authenticators.find("passkey", id ?? "")).toMatchObject({ version: 0 });
});

test("the last way in is not removed", async () => {
  const { register, run, authenticator, ada, signIn } = await passkeyBench();
  await register();
  const id = authenticator.credentials[0]?.id;
  expect(await run("remove", { id }, { session: ada })).toEqual(refused("last-way-in"));
  expect(await signIn()).toMatchObject({ type: "proved" });
});

test("a removed passkey does not sign in", async () => {
  const { register, run, authenticator, ada, signIn, reasons } = await passkeyBench();
  await register();
  await register();
  const id = authenticator.credentials.at(-1)?.id;
  await run("remove", { id }, { session: ada });
  expect(await signIn()).toMatchObject({ reason: "wrong-credentials" });
  expect(reasons()).toEqual(["unknown-credential"]);
});
