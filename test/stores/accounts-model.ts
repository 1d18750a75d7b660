import { deepEqual } from "node:assert/strict";
import fc from "fast-check";
import { type Accounts, memoryAccounts } from "signet-auth/accounts";

const userIds = fc.constantFrom("ada", "grace");
const kinds = fc.constantFrom("password", "passkey", "recovery-code");
const ids = fc.constantFrom("1", "2", "3");
const addresses = fc.constantFrom("a@example.com", "A@example.com", "\u00e1@example.com", null);
const times = fc.integer({ min: 1, max: 6 });
const data = fc.constantFrom("{}", "1", "");
const kept = fc.option(fc.array(fc.record({ kind: kinds, id: ids }), { maxLength: 3 }));
const number = fc.nat({ max: 3 });

const PLAIN = { noNullPrototype: true };
const one = fc.record({ kind: kinds, id: ids, userId: userIds, data, createdAt: times }, PLAIN);
const token = fc.record(
  {
    ...{
      id: ids,
      purpose: fc.constantFrom("link", "reset"),
      group: userIds,
      data,
      expiresAt: times,
    },
  },
  PLAIN,
);

/** A step of a sequence of operations. `users` has the ids of the users in the order of their creation. */
type Step = (accounts: Accounts, users: string[]) => Promise<unknown>;

const userAt = (users: readonly string[], at: number) => users[at] ?? "unknown";

/** Operations of an account store. Users are named by the order of their creation, because stores make the ids. */
export const accountSteps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(addresses, times).map(
    ([email, createdAt]): Step =>
      async ({ users }, made) => {
        const user = await users.create({
          ...{ email, emailVerifiedAt: null, name: null, image: null, createdAt },
        });
        return user === "taken" ? user : { ...user, id: made.push(user.id) };
      },
  ),
  fc.tuple(number, addresses, fc.option(addresses, { nil: undefined })).map(
    ([at, email, ifEmail]): Step =>
      async ({ users }, made) => {
        const user = await users.update(userAt(made, at), { email }, ifEmail);
        return user === null || user === "taken" ? user : { ...user, id: at };
      },
  ),
  addresses.map(
    (email): Step =>
      async ({ users }, made) => {
        const user = await users.findByEmail(email ?? "");
        return user === null ? null : { ...user, id: made.indexOf(user.id) };
      },
  ),
  number.map(
    (at): Step =>
      ({ users }, made) =>
        users.remove(userAt(made, at)),
  ),
  one.map(
    (each): Step =>
      ({ authenticators }) =>
        authenticators.add(each),
  ),
  fc.tuple(kinds, ids).map(
    ([kind, id]): Step =>
      ({ authenticators }) =>
        authenticators.find(kind, id),
  ),
  fc.tuple(kinds, ids, data, number).map(
    ([kind, id, data, ifVersion]): Step =>
      ({ authenticators }) =>
        authenticators.update(kind, id, { data, usedAt: 9, ifVersion }),
  ),
  fc.tuple(one, kept).map(
    ([each, keepOneOf]): Step =>
      ({ authenticators }) =>
        authenticators.remove(each, keepOneOf),
  ),
  fc.tuple(userIds, kinds, fc.array(one, { maxLength: 2 })).map(
    ([userId, kind, others]): Step =>
      ({ authenticators }) =>
        authenticators.replace(userId, kind, others).catch(() => "rejected"),
  ),
  fc.tuple(userIds, fc.option(fc.array(kinds, { maxLength: 2 }))).map(
    ([userId, kinds]): Step =>
      ({ authenticators }) =>
        authenticators.removeAll(userId, kinds),
  ),
  userIds.map(
    (userId): Step =>
      async ({ authenticators }) =>
        sorted(await authenticators.list(userId)),
  ),
  fc.tuple(token, times).map(
    ([each, now]): Step =>
      ({ oneTime }) =>
        oneTime.put(each, now),
  ),
  fc.tuple(ids, times).map(
    ([id, now]): Step =>
      ({ oneTime }) =>
        oneTime.find(id, now),
  ),
  fc.tuple(ids, times).map(
    ([id, now]): Step =>
      ({ oneTime }) =>
        oneTime.take(id, now),
  ),
  fc.tuple(ids, times).map(
    ([id, now]): Step =>
      ({ oneTime }) =>
        oneTime.countAttempt(id, now),
  ),
  fc.tuple(token, times).map(
    ([{ purpose, group }, now]): Step =>
      async ({ oneTime }) =>
        sorted(await oneTime.list(purpose, group, now)),
  ),
);

/** Runs a sequence on an empty account store and on the one in memory, and compares each outcome. */
export async function agreesWithMemoryAccounts(
  accounts: Accounts,
  sequence: readonly Step[],
): Promise<void> {
  const model = memoryAccounts();
  const [mine, expected]: [string[], string[]] = [[], []];
  for (const step of sequence) deepEqual(await step(accounts, mine), await step(model, expected));
}

/** Sorts, because the order of equal times is open. */
function sorted(all: readonly object[]): string[] {
  return all.map((each) => JSON.stringify(Object.entries(each).sort())).sort();
}
