import type { Authenticators, User, Users } from "../contract.ts";

/** Returns the users of an application. Removing a user removes the user's authenticators too. */
export function ownUsers<U extends User>(
  users: Users<U>,
  authenticators: Authenticators,
): Users<U> {
  return {
    find: (id) => users.find(id),
    findByEmail: (email) => users.findByEmail(email),
    create: (user, identity) => users.create(user, identity),
    update: (id, change, ifEmail) => users.update(id, change, ifEmail),
    async remove(id) {
      // First the authenticators: an identity without a user could not be linked by anybody again.
      await authenticators.removeAll(id, null);
      return users.remove(id);
    },
  };
}
