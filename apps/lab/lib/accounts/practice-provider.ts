/** The OpenID provider that `npm start` starts beside the Lab; `null` where none runs. */
export function practiceProvider(
  env: Readonly<Record<string, string | undefined>> = process.env,
): { readonly issuer: string; readonly secret: string } | null {
  const { LAB_PROVIDER: issuer, LAB_PROVIDER_SECRET: secret } = env;
  return issuer && secret ? { issuer, secret } : null;
}
