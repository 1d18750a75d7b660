import { sealedAuth } from "@/lib/auth";

export const { GET, POST, DELETE } = sealedAuth.handlers;
