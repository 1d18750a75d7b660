import type { Page } from "playwright-core";

/** The properties of a virtual authenticator of Chromium. */
interface Properties {
  /** Whether its passkeys may be copied, and are (flags BE and BS). Default: false. */
  readonly isSynced?: boolean;
  /** A page has at most one internal authenticator. Default: `internal`. */
  readonly transport?: "internal" | "usb";
}

/** A virtual authenticator of one page. It answers at once, as a user who agrees to everything. */
export interface VirtualAuthenticator {
  /** `false`: it waits, as a device whose user does nothing. It starts with `false`. */
  setPresent(isPresent: boolean): Promise<void>;
  /** Whether the user can be verified, by a fingerprint or a PIN. It starts with `true`. */
  setVerified(isVerified: boolean): Promise<void>;
  /** Returns the ids of its credentials, base64url, and their user handles. */
  credentials(): Promise<{ readonly id: string; readonly userHandle: string }[]>;
  remove(): Promise<void>;
}

/** Adds a virtual authenticator to a page (Chrome DevTools Protocol, domain WebAuthn). */
export async function addAuthenticator(
  page: Page,
  { isSynced = false, transport = "internal" }: Properties = {},
): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: false,
      defaultBackupEligibility: isSynced,
      defaultBackupState: isSynced,
    },
  });
  const base64url = (text = "") => Buffer.from(text, "base64").toString("base64url");
  return {
    async setPresent(enabled) {
      await session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
    },
    async setVerified(isUserVerified) {
      await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
    async credentials() {
      const { credentials } = await session.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials.map(({ credentialId, userHandle }) => ({
        id: base64url(credentialId),
        userHandle: base64url(userHandle),
      }));
    },
    async remove() {
      await session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    },
  };
}
