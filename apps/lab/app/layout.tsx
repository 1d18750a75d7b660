import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import { type ReactNode, Suspense } from "react";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { FocusAfterNavigation } from "@/components/ui/focus-after-navigation";
import "./globals.css";

export const metadata: Metadata = {
  title: {
    default: "Signet Lab: JWT, sealed cookie, server session and hybrid, side by side",
    template: "%s · Signet Lab",
  },
  description:
    "Sign in with a JWT, a sealed cookie, a server session or a hybrid token, and compare the cookies in the browser and the work of the server.",
};

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function Layout({ children }: { readonly children: ReactNode }) {
  // Each page needs a new nonce for its scripts, so no page can be prerendered.
  await connection();
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col font-sans text-base antialiased">
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:absolute focus:top-3 focus:left-3 focus:rounded-md focus:bg-card focus:px-4 focus:py-2"
        >
          Skip to the content
        </a>
        <Suspense>
          <FocusAfterNavigation />
        </Suspense>
        <SiteHeader />
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-7xl grow px-4 outline-none sm:px-8"
        >
          {children}
        </main>
        <SiteFooter />
      </body>
    </html>
  );
}
