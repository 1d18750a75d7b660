import { z } from "zod";

/** Normalized before the check, so different Unicode forms of a name are one name. */
const username = z
  .string()
  .max(64)
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(
    z
      .string()
      .regex(
        /^[a-z0-9._-]{2,32}$/,
        "Use 2 to 32 characters: the letters a to z, digits, . _ and -",
      ),
  );

const password = z.string().max(256, "Use at most 256 characters");

export const signInInput = z.object({ username, password });

export const registerInput = z.object({
  username,
  name: z.string().trim().min(1, "Enter a name").max(64, "Use at most 64 characters"),
  password: password.min(8, "Use at least 8 characters"),
});

export type RegisterInput = z.infer<typeof registerInput>;
