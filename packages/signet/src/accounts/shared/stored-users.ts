import { encodeBytes } from "../../token/base64url.ts";
import type { NewUser, User, UserChange, Users } from "../contract.ts";
import type { StoredUser } from "./rows.ts";

/** The random bytes of a user's id: 144 bit. */
const ID_BYTES = 18;

/** Keeps rows of users. Each operation is atomic. */
export interface StoredUsers {
  find(id: string): Promise<StoredUser | null>;
  findByEmail(email: string): Promise<StoredUser | null>;
  /** Returns `false` and writes nothing if another user has the address. */
  create(user: StoredUser): Promise<boolean>;
  update(
    id: string,
    change: UserChange,
    ifEmail: string | null | undefined,
  ): Promise<StoredUser | "taken" | null>;
  /** Writes only if the row still has `ifAttributes`. Returns whether it wrote. */
  setAttributes(id: string, attributes: string, ifAttributes: string): Promise<boolean>;
  /** Deletes the user with the user's authenticators. */
  remove(id: string): Promise<boolean>;
}

/**
 * Returns the users of an application on rows.
 *
 * @param read converts a row to a user of the application.
 * @param firstAttributes returns the attributes of a new user; JSON text.
 */
export function usersOn<U extends User>(
  stored: StoredUsers,
  read: (row: StoredUser) => Promise<U>,
  firstAttributes: () => Promise<string>,
): Users<U> {
  return {
    async find(id) {
      const row = await stored.find(id);
      return row === null ? null : read(row);
    },

    async findByEmail(email) {
      const row = await stored.findByEmail(email);
      return row === null ? null : read(row);
    },

    async create(user) {
      const row = newRow(user, await firstAttributes());
      return (await stored.create(row)) ? read(row) : "taken";
    },

    async update(id, change, ifEmail) {
      const row = await stored.update(id, change, ifEmail);
      return row === null || row === "taken" ? row : read(row);
    },

    remove: (id) => stored.remove(id),
  };
}

/** Returns users without attributes. */
export function plainUsers(stored: StoredUsers): Users {
  const read = async ({ attributes: _, ...user }: StoredUser) => user;
  return usersOn(stored, read, async () => "{}");
}

function newRow(
  { email, emailVerifiedAt, name, image, createdAt }: NewUser,
  attributes: string,
): StoredUser {
  const id = encodeBytes(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
  return { id, email, emailVerifiedAt, name, image, createdAt, attributes };
}
