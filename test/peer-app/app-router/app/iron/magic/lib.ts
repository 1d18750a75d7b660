import type { SessionOptions } from "iron-session";

export interface SessionData {
  username: string;
  isLoggedIn: boolean;
}

export const sessionOptions: SessionOptions = {
  password: "complex_password_at_least_32_characters_long",
  cookieName: "iron-examples-magic",
  cookieOptions: { secure: process.env.NODE_ENV === "production" },
};

export const linkOptions = {
  password: "another_password_for_links_of_32_characters",
  ttl: 15 * 60,
};
