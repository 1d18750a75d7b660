import { jwtAuth } from "@/lib/auth";

export const { GET, POST, DELETE } = jwtAuth.handlers;
