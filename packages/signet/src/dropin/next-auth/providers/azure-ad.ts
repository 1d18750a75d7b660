import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface AzureADProfile extends Record<string, Unchecked> {
  sub: string;
  nickname: string;
  email: string;
  picture: string;
}

/**
 * Creates the provider of Microsoft Entra, formerly Azure Active Directory, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import AzureAD from "signet-auth/next-auth/providers/azure-ad";
 *
 * export const provider = AzureAD({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 *   tenantId: "contoso.onmicrosoft.com",
 * });
 * ```
 */
function AzureAD<P extends AzureADProfile>(
  options: OAuthUserConfig<P> & {
    /** The size of the photo in pixels. Default: 48. */
    profilePhotoSize?: 48 | 64 | 96 | 120 | 240 | 360 | 432 | 504 | 648;
    /** Default: "common", which lets users of every tenant sign in. */
    tenantId?: string;
  },
): OAuthConfig<P> {
  const tenant = options.tenantId ?? "common";
  const size = options.profilePhotoSize ?? 48;
  return {
    id: "azure-ad",
    name: "Azure Active Directory",
    type: "oauth",
    wellKnown: `https://login.microsoftonline.com/${tenant}/v2.0/.well-known/openid-configuration?appid=${options.clientId}`,
    authorization: { params: { scope: "openid profile email" } },
    async profile(profile, tokens) {
      const response = await fetch(
        `https://graph.microsoft.com/v1.0/me/photos/${size}x${size}/$value`,
        { headers: { Authorization: `Bearer ${tokens.access_token}` } },
      );
      return {
        id: profile.sub,
        name: profile["name"],
        email: profile.email,
        image: response.ok ? await imageOf(response) : null,
      };
    },
    style: { logo: "/azure.svg", text: "#fff", bg: "#0072c6" },
    options,
  };
}

/** Returns a photo as a data URL; `null` when the body breaks off. */
async function imageOf(response: Response): Promise<string | null> {
  try {
    const photo = Buffer.from(await response.arrayBuffer()).toString("base64");
    return `data:image/jpeg;base64, ${photo}`;
  } catch {
    return null;
  }
}

// biome-ignore lint/style/noDefaultExport: `import AzureAD from` is how programs import it
export { AzureAD as default };
