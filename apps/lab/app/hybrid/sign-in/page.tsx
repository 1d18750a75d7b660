import type { Metadata } from "next";
import { type SearchParams, SignInPage } from "@/components/sign-in/sign-in-page";

export const metadata: Metadata = { title: "Sign in with a hybrid token" };

export default function Page({ searchParams }: { readonly searchParams: SearchParams }) {
  return <SignInPage strategy="hybrid" searchParams={searchParams} />;
}
