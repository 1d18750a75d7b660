import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { findPerson } from "./users";

export const authOptions: NextAuthOptions = {
  providers: [
    CredentialsProvider({
      name: "Credentials",
      credentials: {
        email: { label: "E-mail", type: "email" },
        password: { label: "Password", type: "password" },
      },
      async authorize(credentials) {
        const person = findPerson(credentials?.email, credentials?.password);
        if (person) return person;
        throw new Error("The e-mail address or the password is wrong.");
      },
    }),
  ],
  pages: { signIn: "/sign-in" },
  callbacks: {
    signIn({ user }) {
      return user.email !== "grace@example.com" || "/closed";
    },
    jwt({ token, user, trigger, session }) {
      if (user) token.role = user.role;
      if (trigger === "update" && session) return { ...token, ...session.user };
      return token;
    },
    session({ session, token }) {
      if (session.user) session.user.role = token.role;
      return session;
    },
  },
};
