import type { Metadata } from "next";
import { changeUnderJwt } from "@/app/actions/change-data";
import { Dashboard } from "@/components/account/dashboard";

export const metadata: Metadata = { title: "JWT dashboard" };

export default function Page() {
  return <Dashboard strategy="jwt" change={changeUnderJwt} />;
}
