import type { SessionOptions } from "iron-session";

export interface SessionData {
  username: string;
  isLoggedIn: boolean;
}

export const sessionOptions: SessionOptions = {
  // The second password is in use. Seals of the first one can still be opened.
  password: {
    1: "the_first_password_has_at_least_32_characters",
    2: "the_second_password_has_at_least_32_characters",
  },
  cookieName: "iron-examples-redirect",
  // A cookie that ends with the browser.
  cookieOptions: {
    maxAge: undefined,
    path: "/iron",
    secure: process.env.NODE_ENV === "production",
  },
};
