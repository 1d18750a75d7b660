import { invalidConfig, SignetError } from "../../errors.ts";
import { acceptData, type DataSchema, readData } from "../../session/data.ts";
import type { User, Users } from "../contract.ts";
import type { StoredUser } from "./rows.ts";
import { type StoredUsers, usersOn } from "./stored-users.ts";

/** How often a change of attributes is tried again after concurrent changes of the same user. */
const TRIES = 20;

const USER_MEMBERS: readonly string[] = [
  "id",
  "email",
  "emailVerifiedAt",
  "name",
  "image",
  "createdAt",
] satisfies (keyof User)[];

/** Users with further members, which a schema describes. */
export interface UsersWithAttributes<A extends object> extends Users<User & A> {
  /**
   * Changes attributes of a user, such as the role. Attributes that are left out stay. Returns the result,
   * and `null` if there is no such user.
   *
   * @throws {SignetError} `invalid-data` if the result does not match the schema.
   */
  setAttributes(id: string, patch: Partial<A>): Promise<(User & A) | null>;
}

/**
 * Returns users whose attributes match a schema.
 *
 * @throws {SignetError} `invalid-config` if the schema has a member of `User`, or an attribute without a
 *   default. With an asynchronous schema only the first sign-up can throw this.
 */
export function usersWithAttributes<A extends object>(
  stored: StoredUsers,
  schema: DataSchema<unknown, A>,
): UsersWithAttributes<A> {
  checkDefaults(schema);

  async function read({ attributes: json, ...user }: StoredUser): Promise<User & A> {
    const attributes = await readData(schema, JSON.parse(json));
    if (attributes === null) throw outdated(user.id);
    checkNames(attributes);
    return { ...user, ...attributes };
  }

  async function first(): Promise<string> {
    const result = await schema["~standard"].validate({});
    if (result.issues) throw missingDefault();
    return accept({});
  }

  async function accept(attributes: object): Promise<string> {
    const accepted = await acceptData(schema, attributes);
    checkNames(Object(accepted));
    return JSON.stringify(accepted);
  }

  return {
    ...usersOn(stored, read, first),

    async setAttributes(id, patch) {
      for (let tries = 0; tries < TRIES; tries++) {
        const row = await stored.find(id);
        if (row === null) return null;
        const attributes = await accept({ ...JSON.parse(row.attributes), ...patch });
        if (await stored.setAttributes(id, attributes, row.attributes)) {
          return read({ ...row, attributes });
        }
      }
      throw new SignetError(
        "update-conflict",
        "Other requests changed the attributes of this user at the same time. Try again.",
      );
    },
  };
}

/** Checks the attributes of a new user, unless the schema is asynchronous. */
function checkDefaults(schema: DataSchema<unknown, object>): void {
  const result = schema["~standard"].validate({});
  if ("then" in result) {
    // The first sign-up reports it.
    Promise.resolve(result).catch(() => {});
    return;
  }
  if (result.issues) throw missingDefault();
  checkNames(result.value);
}

function checkNames(attributes: object): void {
  const taken = Object.keys(attributes).find((name) => USER_MEMBERS.includes(name));
  if (taken === undefined) return;
  throw invalidConfig(
    `attributes has the member ${taken}, which every user has. Choose another name for the attribute.`,
  );
}

function missingDefault(): SignetError {
  return invalidConfig(
    "attributes has a member without a default, and a sign-up has no value for it. Give every attribute a default, or make it optional.",
  );
}

function outdated(userId: string): SignetError {
  return new SignetError(
    "invalid-data",
    `The stored attributes of the user ${JSON.stringify(userId)} do not match the schema of attributes. Give new members a default, and accept former values.`,
  );
}
