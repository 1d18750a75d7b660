import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { record } from "./events";
import { findPerson } from "./users";

export const authOptions: NextAuthOptions = {
  providers: [
    CredentialsProvider({
      name: "the company account",
      credentials: {
        email: { label: "E-mail", type: "email", placeholder: "ada@example.com" },
        password: { label: "Password", type: "password" },
      },
      async authorize(credentials) {
        return findPerson(credentials?.email, credentials?.password);
      },
    }),
  ],
  session: { strategy: "jwt", maxAge: 7 * 24 * 60 * 60 },
  callbacks: {
    async jwt({ token, user, trigger, session }) {
      if (user) {
        token.role = user.role;
        token.userId = user.id;
      }
      if (trigger === "update" && typeof session?.name === "string") token.name = session.name;
      return token;
    },
    async session({ session, token }) {
      session.user.id = token.userId;
      session.user.role = token.role;
      return session;
    },
    async redirect({ url, baseUrl }) {
      if (url.startsWith("/")) return `${baseUrl}${url}`;
      return new URL(url).origin === baseUrl ? url : baseUrl;
    },
  },
  events: {
    async signIn({ user, account, isNewUser }) {
      record(
        `signIn ${user.email} ${user.role} ${account?.provider} ${account?.type} ${isNewUser}`,
      );
    },
    async signOut({ token }) {
      record(`signOut ${token.email} ${token.role}`);
    },
    async session({ session, token }) {
      record(`session ${session.user.email} ${token.role}`);
    },
  },
};
