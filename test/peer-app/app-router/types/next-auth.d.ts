import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { id: string; role: "admin" | "member" } & DefaultSession["user"];
  }
  interface User {
    role: "admin" | "member";
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    userId: string;
    role: "admin" | "member";
  }
}
