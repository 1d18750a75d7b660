import { scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

interface User {
  readonly id: string;
  readonly name: string;
  readonly role: "member" | "admin";
  readonly salt: string;
  /** The scrypt hash of the password: 64 bytes, in base64url. */
  readonly hash: string;
}

// In your app, this is a table of users. The passwords are "lovelace-1815" and "hopper-1906".
const users: readonly User[] = [
  {
    id: "1",
    name: "ada",
    role: "admin",
    salt: "QRk0ahsNUITZDLQI",
    hash: "EwADzj4JNycFg3Dgx0_lP1acX5O0CMh5qZ6A6bl1UIVogO02sspzsfxksCjQ28EongO9ESh0jk8lKmdaudZhbA",
  },
  {
    id: "2",
    name: "grace",
    role: "member",
    salt: "7YT4ncsui44vz6H7",
    hash: "AHiTM09Yt6YdrP-6UnNL7IuJHcOwbkfKp2pS4R-bGOApDn9hVPNayZBqAAwRrlp4ikCOa6rOmc6dM6rCk8cSCw",
  },
];

/**
 * Returns the user with this name and password, or `null`. An unknown name takes as long as a known name,
 * so the time does not show whether a name exists.
 */
export async function findUser(name: string, password: string): Promise<User | null> {
  const user = users.find((one) => one.name === name);
  const salt = user?.salt ?? "unknown-user";
  const hash = await promisify<string, string, number, Buffer>(scrypt)(password, salt, 64);
  if (user === undefined) return null;
  return timingSafeEqual(hash, Buffer.from(user.hash, "base64url")) ? user : null;
}
