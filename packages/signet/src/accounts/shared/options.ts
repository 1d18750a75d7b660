import { invalidConfig } from "../../errors.ts";
import type { DataSchema } from "../../session/data.ts";
import type { User, Users } from "../contract.ts";

/** The options of an account store with attributes. */
export interface AttributesOption<A extends object> {
  /**
   * Describes further members of a user, such as a role: any Standard Schema (zod, valibot, arktype, …)
   * whose output is an object. Every member needs a default or is optional. The values are kept as JSON.
   */
  readonly attributes: DataSchema<unknown, A>;
  readonly users?: never;
}

/** The options of an account store for an application that has a table of users. */
export interface UsersOption<U extends User> {
  /** The users of the application. The store keeps only authenticators and one-time tokens then. */
  readonly users: Users<U>;
  readonly attributes?: never;
}

/** Checks the values of `attributes` and `users`. Their names are checked with the other options. */
export function checkAccountsOptions({
  attributes,
  users,
}: {
  readonly attributes?: unknown;
  readonly users?: unknown;
}): void {
  if (attributes !== undefined && users !== undefined) {
    throw invalidConfig(
      "attributes and users are both present. attributes are members of the users that the library keeps. Put further members of your own users into your own table.",
    );
  }
  if (
    attributes !== undefined &&
    !(Object(attributes) === attributes && "~standard" in Object(attributes))
  ) {
    throw invalidConfig("attributes must be a Standard Schema, such as z.object({ … }).");
  }
  if (users !== undefined && typeof Object(users).findByEmail !== "function") {
    throw invalidConfig(
      "users must have the functions find, findByEmail, create, update and remove. See the interface Users.",
    );
  }
}
