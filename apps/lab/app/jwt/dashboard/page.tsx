import type { Metadata } from "next";
import { changeUnderJwt } from "@/app/actions/change-data";
import { Dashboard } from "@/components/account/dashboard";
import { jwtAuth } from "@/lib/auth";

export const metadata: Metadata = { title: "JWT dashboard" };

export default jwtAuth.page((session) => (
  <Dashboard strategy="jwt" session={session} change={changeUnderJwt} />
));
