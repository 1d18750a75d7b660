/** Compiles a program in the manner of next-auth's documentation, with only the imports changed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../../../..");
const folder = mkdtempSync(join(root, "packages/signet/src/.types-next-auth-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PROGRAM = `
import type { GetServerSidePropsContext, NextApiRequest, NextApiResponse } from "next";
import type { NextRequest } from "next/server.js";
import NextAuth, {
  type Account, type DefaultSession, type DefaultUser, getServerSession, type NextAuthOptions,
  type Session, sessionsOf, type User,
} from "signet-auth/next-auth";
import { decode, type DefaultJWT, encode, getToken, type JWT } from "signet-auth/next-auth/jwt";
import defaultProxy, { type NextRequestWithAuth, withAuth } from "signet-auth/next-auth/middleware";
import { getServerSession as again } from "signet-auth/next-auth/next";
import type { Adapter, AdapterAccount } from "signet-auth/next-auth/adapters";
import AzureAD from "signet-auth/next-auth/providers/azure-ad";
import CredentialsProvider from "signet-auth/next-auth/providers/credentials";
import Email from "signet-auth/next-auth/providers/email";
import GitHub from "signet-auth/next-auth/providers/github";
import Google, { type GoogleProfile } from "signet-auth/next-auth/providers/google";
import type { OAuthConfig, OAuthUserConfig } from "signet-auth/next-auth/providers/oauth";
import Twitter from "signet-auth/next-auth/providers/twitter";
import { hybrid, memoryStore } from "signet-auth";

declare module "signet-auth/next-auth" {
  interface Session {
    user: { id: string; role: "admin" | "member" } & DefaultSession["user"];
  }
  interface User extends DefaultUser {
    role: "admin" | "member";
  }
}
declare module "signet-auth/next-auth/jwt" {
  interface JWT extends DefaultJWT {
    id: string;
    role: "admin" | "member";
  }
}

export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt", maxAge: 60 * 60 },
  pages: { signIn: "/login" },
  providers: [
    CredentialsProvider({
      name: "Credentials",
      credentials: {
        username: { label: "Username", type: "text", placeholder: "jsmith" },
        password: { label: "Password", type: "password" },
      },
      async authorize(credentials, req) {
        const name: string | undefined = credentials?.username;
        // @ts-expect-error The form has no such field.
        credentials?.other;
        if (!name || req.method !== "POST") return null;
        return { id: "1", name, email: null, role: "admin" };
      },
    }),
  ],
  callbacks: {
    async signIn({ user, account, credentials }) {
      const kind: Account["type"] | undefined = account?.type;
      return kind === "credentials" && user.role === "admin" && credentials !== undefined;
    },
    async redirect({ url, baseUrl }) {
      return url.startsWith(baseUrl) ? url : baseUrl;
    },
    async jwt({ token, user, trigger, session }) {
      if (user) {
        token.id = user.id;
        token.role = user.role;
      }
      if (trigger === "update" && session?.name) token.name = session.name;
      // @ts-expect-error There is no such role.
      token.role = "owner";
      return token;
    },
    async session({ session, token }) {
      session.user.id = token.id;
      session.user.role = token.role;
      return session;
    },
  },
  events: { async signIn({ user }) { user.name; }, async signOut({ token }) { token.sub; } },
  logger: { error(code, metadata) { console.error(code, metadata); }, warn() {} },
};

export default NextAuth(authOptions);
const handler = NextAuth(authOptions);
export { handler as GET, handler as POST };

export async function advanced(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  await NextAuth(req, res, authOptions);
}

export async function component(): Promise<string> {
  const session = await getServerSession(authOptions);
  const same: Session | null = await again(authOptions);
  // @ts-expect-error The session may be missing.
  session.user;
  const role: "admin" | "member" | undefined = session?.user.role;
  return \`\${same?.user.name}\${role}\${session?.expires}\`;
}

export async function props({ req, res }: GetServerSidePropsContext) {
  const session = await getServerSession(req, res, authOptions);
  const token = await getToken({ req });
  return { props: { id: session?.user.id ?? token?.id ?? null } };
}

export async function own() {
  const options = { callbacks: { session: () => ({ mine: 1 }) } };
  const session = await getServerSession(options);
  const mine: number | undefined = session?.mine;
  return mine;
}

export async function tokens(req: NextRequest, user: User): Promise<JWT | null> {
  const raw: string = await getToken({ req, raw: true });
  const text: string = await encode({ token: { id: user.id, role: user.role }, secret: "s", maxAge: 60 });
  await getToken({ req, secret: "s", secureCookie: true, cookieName: "x", decode });
  return raw === "" ? decode({ token: text, secret: "s" }) : getToken({ req });
}

export const proxy = withAuth(
  function proxy(req: NextRequestWithAuth) {
    const role: string | undefined = req.nextauth.token?.role;
    if (role === "none") return new Response(null, { status: 404 }) as never;
  },
  { callbacks: { authorized: ({ token, req }) => token?.role === "admin" && req.nextUrl.pathname !== "" } },
);
export const proxies = [defaultProxy, withAuth({ pages: { signIn: "/login" } })];

export const stored: NextAuthOptions = {
  ...authOptions,
  session: { strategy: hybrid({ store: memoryStore() }) },
};
export async function devices(userId: string): Promise<string[]> {
  const listed = await sessionsOf(stored).listSessions(userId);
  return listed.map(({ device, data }) => \`\${device?.label} \${data.role}\`);
}

interface CompanyProfile {
  sub: string;
  name: string;
  groups?: string[];
}

function Company<P extends CompanyProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "company",
    name: "Company",
    type: "oauth",
    wellKnown: "https://login.example.com/.well-known/openid-configuration",
    authorization: { params: { scope: "openid profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    profile(profile, tokens) {
      const access: string | undefined = tokens.access_token;
      return { id: profile.sub, name: profile.name, email: null, image: access, role: "member" };
    },
    options,
  };
}

const client = { clientId: "id", clientSecret: "secret" };

export const every: NextAuthOptions = {
  adapter: memory(),
  session: { strategy: "database" },
  providers: [
    GitHub({ ...client, profile: (profile) => ({ id: \`\${profile.id}\`, name: profile.login, role: "member" }) }),
    Google({ ...client, authorization: { params: { prompt: "consent", access_type: "offline" } } }),
    AzureAD({ ...client, tenantId: process.env.TENANT, profilePhotoSize: 96 }),
    Twitter({ ...client, version: "2.0" }),
    Company({ ...client, allowDangerousEmailAccountLinking: true, httpOptions: { timeout: 10_000 } }),
    Email({ server: process.env.EMAIL_SERVER, from: "x@example.com", async sendVerificationRequest({ identifier, url, provider, theme }) {
      console.log(identifier, url, provider.from, theme.brandColor);
    } }),
    {
      id: "plain",
      name: "Plain",
      type: "oauth",
      authorization: "https://plain.example/authorize?scope=profile",
      token: {
        url: "https://plain.example/token",
        async request({ client, params, checks, provider }) {
          return { tokens: await client.oauthCallback(provider.callbackUrl, params, checks) };
        },
      },
      userinfo: { async request({ tokens, client }) { return client.userinfo(tokens.access_token!); } },
      profile(profile) { return { id: profile.id, name: profile.name, role: "member" }; },
    },
  ],
  callbacks: {
    async signIn({ account, profile }) {
      return account?.provider !== "google" || (profile as GoogleProfile).email_verified;
    },
    async jwt({ token, account }) {
      const ends: number | undefined = account?.expires_at;
      return { ...token, accessToken: account?.access_token, ends };
    },
    async session({ session, user }) {
      session.user.id = user.id;
      return session;
    },
  },
  events: { async linkAccount({ account, user }) { console.log(account.provider, user.id); } },
};

function memory(): Adapter {
  return {
    async createUser(user) { return { ...user, id: user.email }; },
    async getUser(id) { return id === "" ? null : { id, email: id, emailVerified: null, role: "member" }; },
    async linkAccount(account: AdapterAccount) { console.log(account.userId, account.refresh_token); },
  };
}

export const wrong: NextAuthOptions = {
  // @ts-expect-error A provider needs a function that returns its users.
  providers: [{ id: "github", name: "GitHub", type: "oauth" }],
};
`;

function compile(program: string, compilerOptions: object): string {
  const source = "../dropin/next-auth";
  const entries = {
    "signet-auth": "../index.ts",
    "signet-auth/next-auth": `${source}/index.ts`,
    "signet-auth/next-auth/jwt": `${source}/jwt/index.ts`,
    "signet-auth/next-auth/middleware": `${source}/middleware/index.ts`,
    "signet-auth/next-auth/next": `${source}/next.ts`,
    "signet-auth/next-auth/adapters": `${source}/adapters.ts`,
    "signet-auth/next-auth/providers/*": `${source}/providers/*.ts`,
    "#crypto": "../token/crypto/node/chosen.ts",
    "#channel": "../engine/channel/node.ts",
  };
  const paths = Object.fromEntries(Object.entries(entries).map(([name, at]) => [name, [at]]));
  writeFileSync(join(folder, "program.ts"), program);
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      extends: "../../tsconfig.json",
      compilerOptions: {
        isolatedDeclarations: false,
        declaration: false,
        paths,
        ...compilerOptions,
      },
      include: ["program.ts"],
    }),
  );
  const { stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder], {
    encoding: "utf8",
  });
  // The members are declared for the whole compilation, which here contains the library's sources. A
  // program contains its type declarations only.
  return stdout
    .split("\n")
    .filter((line) => line.includes("program.ts"))
    .join("\n");
}

test("a program with its own members of Session, User and JWT compiles", () => {
  // The settings that create-next-app writes are laxer than those of this repository.
  const lax = {
    exactOptionalPropertyTypes: false,
    noPropertyAccessFromIndexSignature: false,
    noUncheckedIndexedAccess: false,
  };
  expect(compile(PROGRAM, lax)).toBe("");
  const wrong = PROGRAM.replace('token.role = "owner"', 'token.role = "admin"');
  expect(compile(wrong, lax)).toContain("Unused '@ts-expect-error'");
});
