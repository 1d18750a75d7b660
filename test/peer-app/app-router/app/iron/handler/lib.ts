import type { SessionOptions } from "iron-session";

export interface SessionData {
  username: string;
  isLoggedIn: boolean;
  counter: number;
  visits: number;
}

export const defaultSession = { username: "", isLoggedIn: false, counter: 0 };

export const sessionOptions: SessionOptions = {
  password: "complex_password_at_least_32_characters_long",
  cookieName: "iron-examples-handler",
  ttl: 3600,
  cookieOptions: { secure: process.env.NODE_ENV === "production", sameSite: "strict" },
};
