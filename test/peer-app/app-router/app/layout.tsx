import { getServerSession } from "next-auth";
import type { ReactNode } from "react";
import { authOptions } from "../auth";
import { Providers } from "../components/providers";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const session = await getServerSession(authOptions);
  return (
    <html lang="en">
      <head>
        <link rel="icon" href="data:," />
      </head>
      <body>
        <Providers session={session}>
          <main>{children}</main>
        </Providers>
      </body>
    </html>
  );
}
