import { scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

interface User {
  readonly id: string;
  readonly name: string;
  readonly role: "member" | "admin";
  readonly salt: string;
  /** scrypt of the password: 64 bytes, in base64url. */
  readonly hash: string;
}

// Your users table. The passwords are "lovelace-1815" and "hopper-1906".
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

/** The user with this name and password, or `null`. A name that nobody has takes as long as one that somebody has. */
export async function findUser(name: string, password: string): Promise<User | null> {
  const user = users.find((one) => one.name === name);
  const salt = user?.salt ?? "nobody";
  const hash = await promisify<string, string, number, Buffer>(scrypt)(password, salt, 64);
  if (user === undefined) return null;
  return timingSafeEqual(hash, Buffer.from(user.hash, "base64url")) ? user : null;
}
