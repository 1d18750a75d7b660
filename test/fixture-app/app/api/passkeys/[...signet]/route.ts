import { passkeys } from "../../../../lib/passkeys";

export const { GET, POST, PATCH, DELETE } = passkeys.handlers;
